package dev.mizu.expr;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Walks and facts over {@link ScalarExpr}. Depth is bounded by the parser's nesting limit. */
public final class ScalarExprs {
    private ScalarExprs() {}

    /** Rewrites bottom-up; gives the same instance back when nothing changed. */
    public static ScalarExpr rewrite(ScalarExpr expr, UnaryOperator<ScalarExpr> step) {
        List<ScalarExpr> before = expr.children();
        ScalarExpr current = expr;
        if (!before.isEmpty()) {
            List<ScalarExpr> after = new ArrayList<>(before.size());
            boolean changed = false;
            for (ScalarExpr child : before) {
                ScalarExpr rewritten = rewrite(child, step);
                changed |= rewritten != child;
                after.add(rewritten);
            }
            current = changed ? expr.withChildren(after) : expr;
        }
        return step.apply(current);
    }

    /** Renumbers columns. */
    public static ScalarExpr mapColumns(ScalarExpr expr, IntUnaryOperator newIndex) {
        return rewrite(expr, e -> {
            if (e instanceof ScalarExpr.Column(int index)) {
                int moved = newIndex.applyAsInt(index);
                return moved == index ? e : new ScalarExpr.Column(moved);
            }
            return e;
        });
    }

    /** The positions of the columns that an expression reads. */
    public static BitSet columns(ScalarExpr expr) {
        BitSet found = new BitSet();
        collectColumns(expr, found);
        return found;
    }

    private static void collectColumns(ScalarExpr expr, BitSet into) {
        if (expr instanceof ScalarExpr.Column(int index)) {
            into.set(index);
        }
        for (ScalarExpr child : expr.children()) {
            collectColumns(child, into);
        }
    }

    /** Whether a statement-level value such as {@code mz_now()} occurs. */
    public static boolean unmaterializable(ScalarExpr expr) {
        return expr instanceof ScalarExpr.Unmaterializable
                || expr.children().stream().anyMatch(ScalarExprs::unmaterializable);
    }

    /** Whether a parameter occurs whose value is still to come. */
    public static boolean parameterized(ScalarExpr expr) {
        return expr instanceof ScalarExpr.Parameter || expr.children().stream().anyMatch(ScalarExprs::parameterized);
    }

    /** The expression with values in place of parameters; {@code $1} is the first. */
    public static ScalarExpr bind(ScalarExpr expr, List<Datum> values) {
        return rewrite(expr, part -> part instanceof ScalarExpr.Parameter(int number, ColumnType type)
                ? new ScalarExpr.Literal(values.get(number - 1), type) : part);
    }

    /** The type of an expression over a row of the given columns. */
    public static ColumnType typeOf(ScalarExpr expr, List<ColumnType> input) {
        return switch (expr) {
            case ScalarExpr.Column(int index) -> input.get(index);
            case ScalarExpr.Literal l -> l.type();
            case ScalarExpr.Failure f -> f.type();
            case ScalarExpr.Unmaterializable u -> u.function().type();
            case ScalarExpr.Parameter p -> p.type();
            case ScalarExpr.Call c -> c.type();
            case ScalarExpr.If i -> typeOf(i.then(), input).or(typeOf(i.orElse(), input).nullable());
            case ScalarExpr.And a -> booleanOf(a.operands(), input);
            case ScalarExpr.Or o -> booleanOf(o.operands(), input);
            case ScalarExpr.Coalesce c -> new ColumnType(
                    typeOf(c.operands().get(0), input).scalar(),
                    c.operands().stream().allMatch(o -> typeOf(o, input).nullable()));
            case ScalarExpr.IsNull n -> SimpleType.BOOL.notNull();
        };
    }

    private static ColumnType booleanOf(List<ScalarExpr> operands, List<ColumnType> input) {
        return new ColumnType(SimpleType.BOOL, operands.stream().anyMatch(o -> typeOf(o, input).nullable()));
    }
}
