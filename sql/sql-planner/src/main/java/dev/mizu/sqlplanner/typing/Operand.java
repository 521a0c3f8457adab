package dev.mizu.sqlplanner.typing;

import dev.mizu.repr.ScalarType;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import java.util.List;
import java.util.Optional;

/** A planned expression whose type may still be open. {@code position} is its place in the statement's text. */
public sealed interface Operand {
    int position();

    /** An expression with a type. */
    record Typed(HirScalar expr, int position) implements Operand {}

    /** A string literal. */
    record TextLiteral(String text, int position) implements Operand {}

    /** NULL. */
    record NullLiteral(int position) implements Operand {}

    /** {@code $number}, not bound and without a type so far. */
    record OpenParameter(int number, int position) implements Operand {}

    /** A row whose fields' types may be open. */
    record RowOf(List<Operand> fields, int position) implements Operand {
        public RowOf {
            fields = List.copyOf(fields);
        }
    }

    /** The type, when it is not open. A row counts as open only while a field does. */
    default Optional<ScalarType> type() {
        return switch (this) {
            case Typed t -> Optional.of(HirTypes.of(t.expr()).scalar());
            case TextLiteral t -> Optional.empty();
            case NullLiteral n -> Optional.empty();
            case OpenParameter p -> Optional.empty();
            case RowOf r -> Rows.typeOf(r);
        };
    }
}
