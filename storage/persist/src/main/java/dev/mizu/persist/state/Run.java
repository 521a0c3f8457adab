package dev.mizu.persist.state;

import java.util.List;

/** Parts that follow each other in (row, time) order, consolidated as a whole. */
public record Run(List<Part> parts) {
    public Run {
        parts = List.copyOf(parts);
    }

    public static Run of(Part part) {
        return new Run(List.of(part));
    }

    public Run forwardedTo(long floor) {
        return new Run(parts.stream().map(part -> part.forwardedTo(floor)).toList());
    }

    /** The run without the names of its blobs. */
    public Run anonymous() {
        return new Run(parts.stream().map(Part::anonymous).toList());
    }
}
