package dev.mizu.optimizer;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A read through an index that is planned once and run with any values of its parameters.
 *
 * @param on the collection that the index is on
 * @param keys expressions of parameters and literals for each key; empty = all rows
 * @param mfp over the index' rows, with parameters in it
 */
public record PeekTemplate(
        GlobalId index, GlobalId on, Optional<List<List<ScalarExpr>>> keys, Mfp mfp, Finishing finishing) {

    /** The read with values for {@code $1}, {@code $2}, ..; raises {@link EvalException} of a key. */
    public PeekPlan.FastPathPeek bind(List<Datum> values) {
        Mfp bound = new Mfp(mfp.inputArity(), bind(mfp.maps(), values), bind(mfp.predicates(), values),
                mfp.lowerBounds(), mfp.upperBounds(), mfp.outputs());
        return new PeekPlan.FastPathPeek(index, on, keys.map(list -> rows(list, values)), bound, finishing);
    }

    private static List<ScalarExpr> bind(List<ScalarExpr> exprs, List<Datum> values) {
        return exprs.isEmpty() ? exprs : exprs.stream().map(expr -> ScalarExprs.bind(expr, values)).toList();
    }

    /** Each key once; NULL equals nothing, so a key with one finds no row. */
    private static List<Row> rows(List<List<ScalarExpr>> keys, List<Datum> values) {
        Set<Row> rows = new LinkedHashSet<>();
        for (List<ScalarExpr> key : keys) {
            List<Datum> datums = new ArrayList<>(key.size());
            for (ScalarExpr expr : key) {
                datums.add(value(expr, values));
            }
            if (datums.stream().noneMatch(Datum::isNull)) {
                rows.add(new Row(datums));
            }
        }
        return List.copyOf(rows);
    }

    private static Datum value(ScalarExpr expr, List<Datum> values) {
        return switch (expr) {
            case ScalarExpr.Literal literal -> literal.value();
            case ScalarExpr.Parameter parameter -> values.get(parameter.number() - 1);
            default -> RowEvaluator.eval(ScalarExprs.bind(expr, values), Row.of());
        };
    }
}
