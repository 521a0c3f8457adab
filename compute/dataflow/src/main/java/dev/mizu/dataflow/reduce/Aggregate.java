package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.PhysicalType;
import java.util.List;
import java.util.OptionalInt;

/**
 * One aggregate over columns of the input. {@code filter} is a boolean column: rows where it is not true are not seen.
 */
public sealed interface Aggregate {
    /** What its values are. */
    PhysicalType type();

    OptionalInt filter();

    /**
     * A sum of contributions.
     *
     * @param distinct each combination of arguments of a group counts once
     * @param skipsNulls rows with a NULL argument are not seen
     */
    record Accumulated(Accumulator accumulator, List<Integer> args, boolean distinct, boolean skipsNulls,
            OptionalInt filter) implements Aggregate {
        public Accumulated {
            args = List.copyOf(args);
        }

        @Override
        public PhysicalType type() {
            return accumulator.type();
        }
    }

    /** The least or greatest value of a column that is not NULL; NULL when there is none. */
    record Extreme(int column, boolean greatest, boolean unsigned, PhysicalType type, OptionalInt filter)
            implements Aggregate {}

    /**
     * A function of all rows of a group.
     *
     * @param args the columns it sees, then the columns it only sorts by
     * @param order over positions in {@code args}
     * @param distinct each row counts once
     */
    record Collected(GroupFunction function, List<Integer> args, RowOrder order, boolean distinct, boolean skipsNulls,
            OptionalInt filter) implements Aggregate {
        public Collected {
            args = List.copyOf(args);
        }

        @Override
        public PhysicalType type() {
            return function.type();
        }
    }
}
