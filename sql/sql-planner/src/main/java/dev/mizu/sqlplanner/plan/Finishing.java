package dev.mizu.sqlplanner.plan;

import dev.mizu.expr.relation.ColumnOrder;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What is done to a query's rows once they are collected: sort, skip {@code offset}, keep {@code limit}, then give the
 * columns {@code project} (rows may have more columns than are shown, to sort by).
 */
public record Finishing(List<ColumnOrder> order, OptionalLong limit, long offset, List<Integer> project) {
    public Finishing {
        order = List.copyOf(order);
        project = List.copyOf(project);
    }

    /** Nothing to do to rows of so many columns. */
    public static Finishing identity(int arity) {
        return new Finishing(List.of(), OptionalLong.empty(), 0, IntStream.range(0, arity).boxed().toList());
    }

    public boolean isIdentity(int arity) {
        return equals(identity(arity));
    }
}
