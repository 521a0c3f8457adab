package dev.mizu.optimizer.scalar;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.eval.ScalarSimplifier;
import dev.mizu.expr.relation.Equality;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import java.util.List;
import java.util.Optional;

/**
 * {@link ScalarSimplifier}, and what only comes up after joins were taken apart: comparisons of truth values with
 * literals, and of a column with itself.
 */
public final class ScalarSimplification {
    private ScalarSimplification() {}

    /** Gives the same instance back when nothing is simpler. */
    public static ScalarExpr simplify(ScalarExpr expr, List<ColumnType> columns) {
        ScalarExpr current = expr;
        while (true) {
            ScalarExpr next = ScalarExprs.rewrite(
                    ScalarSimplifier.simplify(current, columns), part -> step(part, columns));
            if (next.equals(current)) {
                return current.equals(expr) ? expr : current;
            }
            current = next;
        }
    }

    private static ScalarExpr step(ScalarExpr expr, List<ColumnType> columns) {
        Optional<Equality> equality = Equality.of(expr);
        if (equality.isEmpty()) {
            return expr;
        }
        ScalarExpr left = equality.get().left();
        ScalarExpr right = equality.get().right();
        ColumnType type = ScalarExprs.typeOf(left, columns);
        if (left.equals(right) && !type.nullable() && !Scalars.fallible(left)) {
            return ScalarExpr.TRUE;
        }
        if (type.scalar() == SimpleType.BOOL && right instanceof ScalarExpr.Literal(var value, var t)) {
            return value == Datum.TRUE ? left : value == Datum.FALSE ? Scalars.not(left, type) : expr;
        }
        return expr;
    }
}
