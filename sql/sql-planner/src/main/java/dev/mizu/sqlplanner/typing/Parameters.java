package dev.mizu.sqlplanner.typing;

import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import java.util.List;

/** The values bound to {@code $1}, {@code $2}, ..; each has the type that describing its statement gave. */
public record Parameters(List<ScalarType> types, List<Datum> values) {
    public static final Parameters NONE = new Parameters(List.of(), List.of());

    public Parameters {
        types = List.copyOf(types);
        values = List.copyOf(values);
    }
}
