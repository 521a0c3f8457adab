package dev.mizu.expr.eval;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rewrites an expression to a simpler one with the same value on every row, errors included: constants are folded (an
 * error stays, as a {@link ScalarExpr.Failure}), truth values are flattened and shortened, NULLs propagate, negations
 * move inwards, and comparisons have their constant on the right.
 */
public final class ScalarSimplifier {
    private final List<ColumnType> types;

    private ScalarSimplifier(List<ColumnType> types) {
        this.types = types;
    }

    /** The simpler expression over rows of the given types. */
    public static ScalarExpr simplify(ScalarExpr expr, List<ColumnType> types) {
        ScalarSimplifier simplifier = new ScalarSimplifier(types);
        ScalarExpr before = expr;
        // Each pass leaves the tree no larger in depth; a handful reaches the end.
        for (int pass = 0; pass < 8; pass++) {
            ScalarExpr after = ScalarExprs.rewrite(before, simplifier::step);
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        return before;
    }

    /** Whether evaluating it may raise an error on some row. */
    public static boolean mayFail(ScalarExpr expr) {
        return expr instanceof ScalarExpr.Failure
                || expr instanceof ScalarExpr.Call call && call.function().fallible()
                || expr.children().stream().anyMatch(ScalarSimplifier::mayFail);
    }

    private ScalarExpr step(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Call call -> call(call);
            case ScalarExpr.If branch -> branch(branch);
            case ScalarExpr.And and -> junction(and.operands(), false);
            case ScalarExpr.Or or -> factored(junction(or.operands(), true));
            case ScalarExpr.Coalesce coalesce -> coalesce(coalesce);
            case ScalarExpr.IsNull test -> isNull(test);
            default -> expr;
        };
    }

    private static boolean literal(ScalarExpr expr, Datum value) {
        return expr instanceof ScalarExpr.Literal l && l.value().equals(value);
    }

    private ScalarExpr call(ScalarExpr.Call call) {
        List<ScalarExpr> args = call.args();
        if (args.stream().allMatch(ScalarExpr.Literal.class::isInstance)) {
            return fold(call);
        }
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i) instanceof ScalarExpr.Failure failure) {
                return new ScalarExpr.Failure(failure.error(), call.type());
            }
            if (mayFail(args.get(i))) {
                break;
            }
        }
        boolean others = args.stream().noneMatch(ScalarSimplifier::mayFail);
        if (call.function().strict() && others && args.stream().anyMatch(arg -> literal(arg, Datum.NULL))) {
            return new ScalarExpr.Literal(Datum.NULL, call.type().scalar().nullable());
        }
        if (call.function().name().equals("not") && call.function().id().equals("not(boolean)")) {
            return negated(args.getFirst()).orElse(call);
        }
        return args.size() == 2 && args.get(0) instanceof ScalarExpr.Literal
                && !(args.get(1) instanceof ScalarExpr.Literal) ? mirrored(call) : call;
    }

    private static ScalarExpr fold(ScalarExpr.Call call) {
        try {
            Datum value = RowEvaluator.of(call).eval(new Datum[0]);
            return new ScalarExpr.Literal(value, new ColumnType(call.type().scalar(), value.isNull()));
        } catch (EvalException failed) {
            return new ScalarExpr.Failure(failed.error(), call.type());
        }
    }

    /** Comparisons whose both sides have one type are known by their symbols. */
    private static Optional<String> opposite(String symbol) {
        return switch (symbol) {
            case "=" -> Optional.of("<>");
            case "<>" -> Optional.of("=");
            case "<" -> Optional.of(">=");
            case ">=" -> Optional.of("<");
            case ">" -> Optional.of("<=");
            case "<=" -> Optional.of(">");
            default -> Optional.empty();
        };
    }

    private static ScalarExpr mirrored(ScalarExpr.Call call) {
        String mirrored = switch (call.function().name()) {
            case "=" -> "=";
            case "<>" -> "<>";
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> "";
        };
        return mirrored.isEmpty() ? call : new ScalarExpr.Call(
                renamed(call.function(), mirrored), call.args().reversed(), call.type());
    }

    /** The operator of another symbol over the same types. */
    private static ScalarFunction renamed(ScalarFunction function, String symbol) {
        return BuiltinFunctions.byId(symbol + function.id().substring(function.name().length()));
    }

    private static Optional<ScalarExpr> negated(ScalarExpr operand) {
        if (operand instanceof ScalarExpr.And and) {
            return Optional.of(new ScalarExpr.Or(and.operands().stream().map(ScalarSimplifier::not).toList()));
        }
        if (operand instanceof ScalarExpr.Or or) {
            return Optional.of(new ScalarExpr.And(or.operands().stream().map(ScalarSimplifier::not).toList()));
        }
        if (!(operand instanceof ScalarExpr.Call call)) {
            return Optional.empty();
        }
        if (call.function().id().equals("not(boolean)")) {
            return Optional.of(call.args().getFirst());
        }
        return call.args().size() != 2 ? Optional.empty() : opposite(call.function().name()).map(symbol ->
                new ScalarExpr.Call(renamed(call.function(), symbol), call.args(), call.type()));
    }

    private static ScalarExpr not(ScalarExpr operand) {
        return new ScalarExpr.Call(
                BuiltinFunctions.exact("not", SimpleType.BOOL).function(List.of(SimpleType.BOOL)),
                List.of(operand), SimpleType.BOOL.nullable());
    }

    private ScalarExpr branch(ScalarExpr.If branch) {
        return switch (branch.condition()) {
            case ScalarExpr.Literal l -> literal(l, Datum.TRUE) ? branch.then() : branch.orElse();
            case ScalarExpr.Failure f ->
                    new ScalarExpr.Failure(f.error(), ScalarExprs.typeOf(branch, types));
            default -> {
                if (branch.then().equals(branch.orElse()) && !mayFail(branch.condition())) {
                    yield branch.then();
                }
                boolean truth = literal(branch.then(), Datum.TRUE) && literal(branch.orElse(), Datum.FALSE);
                yield truth && !ScalarExprs.typeOf(branch.condition(), types).nullable()
                        ? branch.condition() : branch;
            }
        };
    }

    /** Flat, without repetitions and without the value that changes nothing; the decisive value decides. */
    private static ScalarExpr junction(List<ScalarExpr> operands, boolean decisive) {
        Set<ScalarExpr> kept = new LinkedHashSet<>();
        for (ScalarExpr operand : operands) {
            if (!decisive && operand instanceof ScalarExpr.And nested) {
                kept.addAll(nested.operands());
            } else if (decisive && operand instanceof ScalarExpr.Or nested) {
                kept.addAll(nested.operands());
            } else {
                kept.add(operand);
            }
        }
        if (kept.stream().anyMatch(operand -> literal(operand, Datum.of(decisive)))) {
            return decisive ? ScalarExpr.TRUE : ScalarExpr.FALSE;
        }
        kept.removeIf(operand -> literal(operand, Datum.of(!decisive)));
        if (kept.isEmpty()) {
            return decisive ? ScalarExpr.FALSE : ScalarExpr.TRUE;
        }
        if (kept.size() == 1) {
            return kept.iterator().next();
        }
        List<ScalarExpr> all = new ArrayList<>(kept);
        return decisive ? new ScalarExpr.Or(all) : new ScalarExpr.And(all);
    }

    /** {@code (a AND b) OR (a AND c)} as {@code a AND (b OR c)}: what all alternatives demand is demanded once. */
    private static ScalarExpr factored(ScalarExpr expr) {
        if (!(expr instanceof ScalarExpr.Or or)) {
            return expr;
        }
        Set<ScalarExpr> common = new LinkedHashSet<>(conjuncts(or.operands().getFirst()));
        for (ScalarExpr operand : or.operands()) {
            common.retainAll(conjuncts(operand));
        }
        if (common.isEmpty()) {
            return expr;
        }
        List<ScalarExpr> rest = new ArrayList<>();
        for (ScalarExpr operand : or.operands()) {
            List<ScalarExpr> left = new ArrayList<>(conjuncts(operand));
            left.removeAll(common);
            rest.add(junction(left, false));
        }
        List<ScalarExpr> all = new ArrayList<>(common);
        all.add(junction(rest, true));
        return junction(all, false);
    }

    private static List<ScalarExpr> conjuncts(ScalarExpr expr) {
        return expr instanceof ScalarExpr.And and ? and.operands() : List.of(expr);
    }

    private ScalarExpr coalesce(ScalarExpr.Coalesce coalesce) {
        List<ScalarExpr> kept = new ArrayList<>();
        for (ScalarExpr operand : coalesce.operands()) {
            if (operand instanceof ScalarExpr.Coalesce nested) {
                kept.addAll(nested.operands());
            } else if (!literal(operand, Datum.NULL)) {
                kept.add(operand);
            }
        }
        for (int i = 0; i < kept.size(); i++) {
            // A failure or a value that is never NULL ends the search.
            if (kept.get(i) instanceof ScalarExpr.Failure || !ScalarExprs.typeOf(kept.get(i), types).nullable()) {
                kept = new ArrayList<>(kept.subList(0, i + 1));
            }
        }
        if (kept.isEmpty()) {
            return new ScalarExpr.Literal(Datum.NULL, ScalarExprs.typeOf(coalesce, types));
        }
        return kept.size() == 1 ? kept.getFirst() : new ScalarExpr.Coalesce(kept);
    }

    private ScalarExpr isNull(ScalarExpr.IsNull test) {
        ScalarExpr operand = test.operand();
        if (operand instanceof ScalarExpr.Literal l) {
            return l.value().isNull() ? ScalarExpr.TRUE : ScalarExpr.FALSE;
        }
        if (operand instanceof ScalarExpr.Failure f) {
            return new ScalarExpr.Failure(f.error(), SimpleType.BOOL.notNull());
        }
        if (mayFail(operand)) {
            return test;
        }
        if (!ScalarExprs.typeOf(operand, types).nullable()) {
            return ScalarExpr.FALSE;
        }
        // What is NULL only when an argument is asks its arguments.
        if (operand instanceof ScalarExpr.Call call && call.function().strict() && !call.function().introducesNulls()) {
            return junction(call.args().stream().map(arg -> (ScalarExpr) new ScalarExpr.IsNull(arg)).toList(), true);
        }
        return test;
    }
}
