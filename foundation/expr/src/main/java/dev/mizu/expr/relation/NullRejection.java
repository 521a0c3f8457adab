package dev.mizu.expr.relation;

import dev.mizu.expr.ScalarExpr;
import java.util.BitSet;

/** Which columns cannot be NULL where a predicate is true. */
public final class NullRejection {
    private NullRejection() {}

    /** The columns that are not NULL in any row for which {@code predicate} is true. */
    public static BitSet columnsRejected(ScalarExpr predicate) {
        return switch (predicate) {
            case ScalarExpr.And and -> {
                BitSet found = new BitSet();
                and.operands().forEach(operand -> found.or(columnsRejected(operand)));
                yield found;
            }
            case ScalarExpr.Or or -> {
                BitSet found = new BitSet();
                for (int i = 0; i < or.operands().size(); i++) {
                    BitSet columns = columnsRejected(or.operands().get(i));
                    if (i == 0) {
                        found.or(columns);
                    } else {
                        found.and(columns);
                    }
                }
                yield found;
            }
            case ScalarExpr.Call call when isNot(call) && call.args().get(0) instanceof ScalarExpr.IsNull(var inner) ->
                    columnsNeeded(inner);
            case ScalarExpr.Call call when isNot(call) && call.args().get(0) instanceof ScalarExpr.Or or -> {
                // NOT (a OR b) is true when both are false.
                BitSet found = new BitSet();
                or.operands().forEach(operand -> found.or(columnsRejectedWhenFalse(operand)));
                yield found;
            }
            default -> columnsNeeded(predicate);
        };
    }

    private static BitSet columnsRejectedWhenFalse(ScalarExpr expr) {
        return expr instanceof ScalarExpr.IsNull(var inner) ? columnsNeeded(inner) : columnsNeeded(expr);
    }

    /** The columns of which any being NULL makes the expression NULL. */
    public static BitSet columnsNeeded(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Column(int index) -> {
                BitSet found = new BitSet();
                found.set(index);
                yield found;
            }
            case ScalarExpr.Call call when call.function().strict() -> {
                BitSet found = new BitSet();
                call.args().forEach(arg -> found.or(columnsNeeded(arg)));
                yield found;
            }
            default -> new BitSet();
        };
    }

    private static boolean isNot(ScalarExpr.Call call) {
        return call.args().size() == 1 && call.function().name().equals("not");
    }
}
