package dev.mizu.sqlplanner.typing;

import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The types of row values. */
final class Rows {
    private Rows() {}

    /** Fields of open type become text: a row always has a type. */
    static Optional<ScalarType> typeOf(Operand.RowOf row) {
        List<ScalarType.Field> fields = new ArrayList<>();
        for (Operand field : row.fields()) {
            ScalarType type = field.type().orElse(SimpleType.TEXT);
            fields.add(new ScalarType.Field("f" + (fields.size() + 1), type.nullable()));
        }
        return Optional.of(new ScalarType.Record(fields));
    }
}
