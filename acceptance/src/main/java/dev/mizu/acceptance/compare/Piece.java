package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Generated SQL that knows how to become simpler. {@code parts} are strings and pieces in the order of the text;
 * {@code simpler} are pieces that may stand in this one's place, because they have the same type.
 */
record Piece(List<Object> parts, List<Piece> simpler) {
    static final Piece NOTHING = new Piece(List.of(), List.of());

    Piece {
        parts = List.copyOf(parts);
        simpler = List.copyOf(simpler);
    }

    static Piece of(Object... parts) {
        return new Piece(List.of(parts), List.of());
    }

    /** The pieces with {@code separator} between them. */
    static Piece list(String separator, List<Piece> pieces) {
        List<Object> parts = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!parts.isEmpty()) {
                parts.add(separator);
            }
            parts.add(piece);
        }
        return new Piece(parts, List.of());
    }

    /** This piece, which {@code others} could stand in for. */
    Piece or(Piece... others) {
        List<Piece> all = new ArrayList<>(simpler);
        all.addAll(List.of(others));
        return new Piece(parts, all);
    }

    /** The SQL text. */
    String render() {
        return parts.stream()
                .map(part -> part instanceof Piece piece ? piece.render() : part.toString())
                .collect(Collectors.joining());
    }

    /** All pieces that are one step simpler than this one, the largest steps first. */
    List<Piece> shrinks() {
        List<Piece> shrinks = new ArrayList<>(simpler);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Piece child) {
                for (Piece smaller : child.shrinks()) {
                    List<Object> changed = new ArrayList<>(parts);
                    changed.set(i, smaller);
                    shrinks.add(new Piece(changed, simpler));
                }
            }
        }
        return shrinks;
    }
}
