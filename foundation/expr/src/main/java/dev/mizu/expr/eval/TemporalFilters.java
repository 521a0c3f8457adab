package dev.mizu.expr.eval;

import dev.mizu.base.error.SqlException;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.UnmaterializableFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the predicates that compare {@code mz_now()} with a row's own time into bounds of the row's validity: {@code
 * mz_now() < e} ends it at e, {@code mz_now() >= e} begins it there. Any other use of {@code mz_now()} is unsupported.
 */
public final class TemporalFilters {
    private static final ScalarExpr NOW = new ScalarExpr.Unmaterializable(UnmaterializableFunction.MZ_NOW);

    private final Mfp mfp;
    private final List<ScalarExpr> plain = new ArrayList<>();
    private final List<ScalarExpr> lower;
    private final List<ScalarExpr> upper;

    private TemporalFilters(Mfp mfp) {
        this.mfp = mfp;
        this.lower = new ArrayList<>(mfp.lowerBounds());
        this.upper = new ArrayList<>(mfp.upperBounds());
    }

    /** The same Mfp with bounds for predicates; raises {@link SqlException} (0A000) where that cannot be. */
    public static Mfp extract(Mfp mfp) {
        if (!usesNow(mfp.predicates()) && !usesNow(mfp.maps())) {
            return mfp;
        }
        TemporalFilters filters = new TemporalFilters(mfp);
        for (ScalarExpr predicate : mfp.predicates()) {
            filters.conjunct(filters.inlined(predicate));
        }
        return filters.result();
    }

    /** Whether the expression is {@code mz_now()} or contains it. */
    public static boolean usesNow(ScalarExpr expr) {
        return expr.equals(NOW) || expr.children().stream().anyMatch(TemporalFilters::usesNow);
    }

    private static boolean usesNow(List<ScalarExpr> exprs) {
        return exprs.stream().anyMatch(TemporalFilters::usesNow);
    }

    /** With the computed columns that contain {@code mz_now()} written out. */
    private ScalarExpr inlined(ScalarExpr expr) {
        return ScalarExprs.rewrite(expr, part -> {
            if (part instanceof ScalarExpr.Column(int index) && index >= mfp.inputArity()) {
                ScalarExpr computed = inlined(mfp.maps().get(index - mfp.inputArity()));
                return usesNow(computed) ? computed : part;
            }
            return part;
        });
    }

    private void conjunct(ScalarExpr predicate) {
        if (!usesNow(predicate)) {
            plain.add(predicate);
        } else if (predicate instanceof ScalarExpr.And and) {
            and.operands().forEach(this::conjunct);
        } else if (!(predicate instanceof ScalarExpr.Call call) || call.args().size() != 2) {
            throw unsupported();
        } else if (call.args().get(0).equals(NOW) && !usesNow(call.args().get(1))) {
            bound(call.function().name(), call.args().get(1));
        } else if (call.args().get(1).equals(NOW) && !usesNow(call.args().get(0))) {
            bound(mirrored(call.function().name()), call.args().get(0));
        } else {
            throw unsupported();
        }
    }

    private static String mirrored(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    /** {@code mz_now() operator expr}. */
    private void bound(String operator, ScalarExpr expr) {
        switch (operator) {
            case "<" -> upper.add(expr);
            case "<=" -> upper.add(next(expr));
            case ">" -> lower.add(next(expr));
            case ">=" -> lower.add(expr);
            case "=" -> {
                lower.add(expr);
                upper.add(next(expr));
            }
            default -> throw unsupported();
        }
    }

    private static ScalarExpr next(ScalarExpr time) {
        FunctionDef next = BuiltinFunctions.forms("mz_timestamp_next").getFirst();
        return next.call(List.of(time), List.of(new ColumnType(SimpleType.MZ_TIMESTAMP, true)));
    }

    private Mfp result() {
        // Computed columns that only predicates used may have contained mz_now(); NULL stands in for them.
        List<ScalarExpr> maps = new ArrayList<>();
        for (int i = 0; i < mfp.maps().size(); i++) {
            int column = mfp.inputArity() + i;
            ScalarExpr map = inlined(mfp.maps().get(i));
            if (usesNow(map)) {
                if (reads(column)) {
                    throw unsupported();
                }
                map = new ScalarExpr.Literal(Datum.NULL, SimpleType.BOOL.nullable());
            } else {
                map = mfp.maps().get(i);
            }
            maps.add(map);
        }
        return new Mfp(mfp.inputArity(), maps, plain, lower, upper, mfp.outputs());
    }

    private boolean reads(int column) {
        return mfp.outputs().contains(column) || plain.stream().anyMatch(e -> ScalarExprs.columns(e).get(column))
                || lower.stream().anyMatch(e -> ScalarExprs.columns(e).get(column))
                || upper.stream().anyMatch(e -> ScalarExprs.columns(e).get(column));
    }

    private static SqlException unsupported() {
        return SqlException.unsupported(
                "mz_now() in a view other than as a comparison that is a conjunct of WHERE, HAVING or ON");
    }
}
