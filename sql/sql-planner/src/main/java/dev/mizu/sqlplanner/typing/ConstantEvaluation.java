package dev.mizu.sqlplanner.typing;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.Datum;
import java.util.List;
import java.util.Optional;

/** Values of expressions that read no column and no value of the statement. */
public final class ConstantEvaluation {
    private ConstantEvaluation() {}

    /** The value, or empty when the expression is not constant; raises {@link EvalException}. */
    public static Optional<Datum> value(ScalarExpr expr) {
        return constant(expr) ? Optional.of(eval(expr)) : Optional.empty();
    }

    private static boolean constant(ScalarExpr expr) {
        if (expr instanceof ScalarExpr.Column || expr instanceof ScalarExpr.Unmaterializable) {
            return false;
        }
        return expr.children().stream().allMatch(ConstantEvaluation::constant);
    }

    private static Datum eval(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Column c -> throw new IllegalStateException("not constant");
            case ScalarExpr.Unmaterializable u -> throw new IllegalStateException("not constant");
            case ScalarExpr.Literal l -> l.value();
            case ScalarExpr.Failure f -> throw new EvalException(f.error());
            case ScalarExpr.Call c -> call(c);
            case ScalarExpr.If i -> isTrue(eval(i.condition())) ? eval(i.then()) : eval(i.orElse());
            case ScalarExpr.And a -> connective(a.operands(), false);
            case ScalarExpr.Or o -> connective(o.operands(), true);
            case ScalarExpr.Coalesce c -> {
                Datum found = Datum.NULL;
                for (ScalarExpr operand : c.operands()) {
                    found = found.isNull() ? eval(operand) : found;
                }
                yield found;
            }
            case ScalarExpr.IsNull n -> Datum.of(eval(n.operand()).isNull());
        };
    }

    private static boolean isTrue(Datum datum) {
        return !datum.isNull() && datum.asBool();
    }

    private static Datum call(ScalarExpr.Call call) {
        Datum[] args = new Datum[call.args().size()];
        for (int i = 0; i < args.length; i++) {
            args[i] = eval(call.args().get(i));
            if (args[i].isNull() && call.function().strict()) {
                return Datum.NULL;
            }
        }
        return call.function().eval(args);
    }

    /** AND ({@code decides} false) or OR (true): a deciding operand hides errors and NULLs of the others. */
    private static Datum connective(List<ScalarExpr> operands, boolean decides) {
        Datum result = Datum.of(!decides);
        Optional<EvalException> error = Optional.empty();
        for (ScalarExpr operand : operands) {
            try {
                Datum value = eval(operand);
                if (value.isNull()) {
                    result = Datum.NULL;
                } else if (value.asBool() == decides) {
                    return value;
                }
            } catch (EvalException e) {
                error = error.isPresent() ? error : Optional.of(e);
            }
        }
        if (error.isPresent()) {
            throw error.get();
        }
        return result;
    }
}
