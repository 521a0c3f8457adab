package dev.mizu.expr.relation;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.AggregateFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

    /** Rewrites every scalar inside; the same instance when none changed. */
    public AggregateExpr mapScalars(UnaryOperator<ScalarExpr> step) {
        List<ScalarExpr> newArgs = Trees.mapAll(args, step);
        Optional<ScalarExpr> newFilter = filter.map(step);
        List<SortKey> newOrder = new ArrayList<>();
        orderBy.forEach(key -> newOrder.add(new SortKey(step.apply(key.expr()), key.descending(), key.nullsLast())));
        boolean same = newArgs == args && newFilter.equals(filter) && newOrder.equals(orderBy);
        return same ? this : new AggregateExpr(function, newArgs, distinct, newFilter, newOrder);
    }

    /** An expression to sort by. */
    public record SortKey(ScalarExpr expr, boolean descending, boolean nullsLast) {}
}
