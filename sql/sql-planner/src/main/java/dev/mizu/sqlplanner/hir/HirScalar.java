package dev.mizu.sqlplanner.hir;

import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.UnmaterializableFunction;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import java.util.List;

/** An expression over the columns of one row and of the rows around it. Every node knows its type. */
public sealed interface HirScalar {
    /**
     * A column: {@code level} 0 is the row at hand, 1 the row of the query around, and so on.
     *
     * @param index position in that row
     */
    record Column(int level, int index, ColumnType type) implements HirScalar {}

    /** {@code $number} whose value is not bound yet. */
    record Parameter(int number, ColumnType type) implements HirScalar {}

    /** A value. */
    record Literal(Datum value, ColumnType type) implements HirScalar {}

    /** A value of the statement. */
    record Unmaterializable(UnmaterializableFunction function) implements HirScalar {}

    /** A function call. */
    record Call(ScalarFunction function, List<HirScalar> args, ColumnType type) implements HirScalar {
        public Call {
            args = List.copyOf(args);
        }
    }

    /** One branch or the other; a NULL condition takes {@code orElse}. */
    record If(HirScalar condition, HirScalar then, HirScalar orElse) implements HirScalar {}

    /** Three-valued conjunction. */
    record And(List<HirScalar> operands) implements HirScalar {
        public And {
            operands = List.copyOf(operands);
        }
    }

    /** Three-valued disjunction. */
    record Or(List<HirScalar> operands) implements HirScalar {
        public Or {
            operands = List.copyOf(operands);
        }
    }

    /** The first operand that is not NULL. */
    record Coalesce(List<HirScalar> operands) implements HirScalar {
        public Coalesce {
            operands = List.copyOf(operands);
        }
    }

    /** Whether the operand is NULL. */
    record IsNull(HirScalar operand) implements HirScalar {}

    /** Whether a query gives any row. Level 1 inside is the row at hand. */
    record Exists(HirRelation query) implements HirScalar {}

    /** The one value of a query of one column, NULL when it gives no row, an error when it gives several. */
    record Subquery(HirRelation query, ColumnType type) implements HirScalar {}

    /**
     * A value that the SELECT block around computes once its rows are there: result {@code index} of its aggregates,
     * table functions or window functions. Gone when the block is planned.
     */
    record Slot(SlotKind kind, int index, ColumnType type) implements HirScalar {}

    /** What a {@link Slot} stands for. */
    enum SlotKind {
        AGGREGATE,
        TABLE_FUNCTION,
        WINDOW
    }
}
