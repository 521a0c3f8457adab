package dev.mizu.sqlplanner.typing;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import java.util.Optional;

/** Values of expressions that read no column and no value of the statement. */
public final class ConstantEvaluation {
    private ConstantEvaluation() {}

    /** The value, or empty when the expression is not constant; raises {@link EvalException}. */
    public static Optional<Datum> value(ScalarExpr expr) {
        return constant(expr) ? Optional.of(RowEvaluator.eval(expr, Row.of())) : Optional.empty();
    }

    private static boolean constant(ScalarExpr expr) {
        if (expr instanceof ScalarExpr.Column || expr instanceof ScalarExpr.Unmaterializable
                || expr instanceof ScalarExpr.Parameter) {
            return false;
        }
        return expr.children().stream().allMatch(ConstantEvaluation::constant);
    }
}
