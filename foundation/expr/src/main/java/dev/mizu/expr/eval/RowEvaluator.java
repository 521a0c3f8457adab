package dev.mizu.expr.eval;

import dev.mizu.base.Check;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An expression made ready to be evaluated row by row. This is what expressions mean: arguments from left to right,
 * the first error wins; false masks the errors of a conjunction, true those of a disjunction; only the branch taken
 * is evaluated. Safe to share between threads.
 */
public final class RowEvaluator {
    private final Node root;

    private RowEvaluator(Node root) {
        this.root = root;
    }

    public static RowEvaluator of(ScalarExpr expr) {
        return new RowEvaluator(compile(expr));
    }

    /** The value over one row; raises {@link EvalException}. */
    public Datum eval(Datum[] row) {
        return root.eval(row);
    }

    /** The value over one row, for one use; raises {@link EvalException}. */
    public static Datum eval(ScalarExpr expr, Row row) {
        return compile(expr).eval(row.datums().toArray(Datum[]::new));
    }

    /** One node, made ready. */
    private interface Node {
        Datum eval(Datum[] row);
    }

    private static Node compile(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Column(int index) -> row -> row[index];
            case ScalarExpr.Literal l -> row -> l.value();
            case ScalarExpr.Failure f -> row -> {
                throw new EvalException(f.error());
            };
            case ScalarExpr.Unmaterializable u -> throw Check.unreachable("a statement's value reached evaluation: "
                    + u.function().sqlName());
            case ScalarExpr.Parameter p -> throw Check.unreachable("an unbound parameter reached evaluation: $"
                    + p.number());
            case ScalarExpr.Call c -> call(c);
            case ScalarExpr.If i -> {
                Node condition = compile(i.condition());
                Node then = compile(i.then());
                Node orElse = compile(i.orElse());
                yield row -> is(condition.eval(row), true) ? then.eval(row) : orElse.eval(row);
            }
            case ScalarExpr.And a -> junction(a.operands(), false);
            case ScalarExpr.Or o -> junction(o.operands(), true);
            case ScalarExpr.Coalesce c -> coalesce(compileAll(c.operands()));
            case ScalarExpr.IsNull n -> {
                Node operand = compile(n.operand());
                yield row -> Datum.of(operand.eval(row).isNull());
            }
        };
    }

    private static Node[] compileAll(List<ScalarExpr> exprs) {
        return exprs.stream().map(RowEvaluator::compile).toArray(Node[]::new);
    }

    private static Node call(ScalarExpr.Call call) {
        Node[] args = compileAll(call.args());
        ScalarFunction.Eval eval = call.function().bind(constants(call.args()));
        boolean strict = call.function().strict();
        return row -> {
            Datum[] values = new Datum[args.length];
            boolean anyNull = false;
            for (int i = 0; i < args.length; i++) {
                values[i] = args[i].eval(row);
                anyNull |= values[i].isNull();
            }
            return strict && anyNull ? Datum.NULL : eval.eval(values);
        };
    }

    /** What is known of arguments before any row is seen. */
    static List<Optional<Datum>> constants(List<ScalarExpr> args) {
        List<Optional<Datum>> constants = new ArrayList<>(args.size());
        for (ScalarExpr arg : args) {
            constants.add(arg instanceof ScalarExpr.Literal l ? Optional.of(l.value()) : Optional.empty());
        }
        return constants;
    }

    /** Conjunction or disjunction: {@code decisive} in any operand decides, else an error, else NULL, else the rest. */
    private static Node junction(List<ScalarExpr> operands, boolean decisive) {
        Node[] nodes = compileAll(operands);
        Datum otherwise = Datum.of(!decisive);
        return row -> {
            Optional<EvalException> error = Optional.empty();
            Datum result = otherwise;
            for (Node node : nodes) {
                try {
                    Datum value = node.eval(row);
                    if (is(value, decisive)) {
                        return value;
                    }
                    result = value.isNull() ? value : result;
                } catch (EvalException failed) {
                    error = error.isEmpty() ? Optional.of(failed) : error;
                }
            }
            if (error.isPresent()) {
                throw error.get();
            }
            return result;
        };
    }

    private static boolean is(Datum value, boolean wanted) {
        return value instanceof Datum.Bool bool && bool.value() == wanted;
    }

    private static Node coalesce(Node[] operands) {
        return row -> {
            for (Node operand : operands) {
                Datum value = operand.eval(row);
                if (!value.isNull()) {
                    return value;
                }
            }
            return Datum.NULL;
        };
    }
}
