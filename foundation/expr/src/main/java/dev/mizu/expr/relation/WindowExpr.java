package dev.mizu.expr.relation;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.WindowFunction;
import dev.mizu.repr.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One function of a {@link RelationExpr.Window}.
 *
 * @param args columns of the input, and literals
 * @param filter a column; rows for which it is not true are not seen; of aggregates alone
 * @param ignoreNulls whether rows whose first argument is NULL are stepped over
 */
public record WindowExpr(
        WindowFunction function, List<ScalarExpr> args, Optional<ScalarExpr> filter, boolean ignoreNulls,
        WindowFrame frame, ColumnType type) {
    public WindowExpr {
        args = List.copyOf(args);
    }

    /** Rewrites every scalar inside; the same instance when none changed. */
    public WindowExpr mapScalars(UnaryOperator<ScalarExpr> step) {
        List<ScalarExpr> newArgs = Trees.mapAll(args, step);
        Optional<ScalarExpr> newFilter = filter.map(step);
        return newArgs == args && newFilter.equals(filter) ? this
                : new WindowExpr(function, newArgs, newFilter, ignoreNulls, frame, type);
    }
}
