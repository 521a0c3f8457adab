package dev.mizu.expr.relation;

import dev.mizu.expr.ScalarExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which columns a join makes equal, NULL being equal to NULL: columns of one class, and columns a and b for which both
 * {@code a IS NULL = b IS NULL} and {@code coalesce(a, x) = coalesce(b, x)} are demanded.
 */
public final class ColumnEqualities {
    private final List<List<ScalarExpr>> classes;

    private ColumnEqualities(List<List<ScalarExpr>> classes) {
        this.classes = classes;
    }

    public static ColumnEqualities of(RelationExpr.Join join) {
        return new ColumnEqualities(join.equivalences());
    }

    /** Whether the two columns never differ in a row of the join. */
    public boolean equal(int a, int b) {
        return a == b || together(new ScalarExpr.Column(a), new ScalarExpr.Column(b))
                || together(isNull(a), isNull(b)) && classes.stream().anyMatch(equal -> standIn(equal, a, b));
    }

    private boolean together(ScalarExpr a, ScalarExpr b) {
        return classes.stream().anyMatch(equal -> equal.contains(a) && equal.contains(b));
    }

    private static ScalarExpr isNull(int column) {
        return new ScalarExpr.IsNull(new ScalarExpr.Column(column));
    }

    private static boolean standIn(List<ScalarExpr> equal, int a, int b) {
        return equal.stream().map(expr -> standInOf(expr, a)).flatMap(Optional::stream)
                .anyMatch(literal -> equal.contains(new ScalarExpr.Coalesce(
                        List.of(new ScalarExpr.Column(b), literal))));
    }

    /** The x of {@code coalesce(column, x)}. */
    private static Optional<ScalarExpr> standInOf(ScalarExpr expr, int column) {
        return expr instanceof ScalarExpr.Coalesce(var operands) && operands.size() == 2
                && operands.get(0).equals(new ScalarExpr.Column(column))
                && operands.get(1) instanceof ScalarExpr.Literal ? Optional.of(operands.get(1)) : Optional.empty();
    }

    /** The columns that a column is never different from, itself included, out of {@code 0..width}. */
    public List<Integer> equalTo(int column, int width) {
        List<Integer> found = new ArrayList<>();
        for (int other = 0; other < width; other++) {
            if (equal(column, other)) {
                found.add(other);
            }
        }
        return found;
    }
}
