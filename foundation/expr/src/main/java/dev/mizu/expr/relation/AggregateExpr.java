package dev.mizu.expr.relation;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.AggregateFunction;
import java.util.List;
import java.util.Optional;

/**
 * One aggregate of a {@link RelationExpr.Reduce}, over the columns of its input.
 *
 * @param filter rows for which it is not true are not seen
 * @param orderBy the order in which {@link AggregateFunction.Maintenance#BASIC} aggregates see the rows
 */
public record AggregateExpr(
        AggregateFunction function, List<ScalarExpr> args, boolean distinct, Optional<ScalarExpr> filter,
        List<SortKey> orderBy) {
    public AggregateExpr {
        args = List.copyOf(args);
        orderBy = List.copyOf(orderBy);
    }

    /** An expression to sort by. */
    public record SortKey(ScalarExpr expr, boolean descending, boolean nullsLast) {}
}
