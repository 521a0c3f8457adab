package dev.mizu.expr.relation;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.repr.ColumnType;
import java.util.List;
import java.util.Optional;

/** An equality predicate, taken apart. */
public record Equality(ScalarExpr left, ScalarExpr right) {
    /** The sides of {@code left = right}; empty for anything else. */
    public static Optional<Equality> of(ScalarExpr predicate) {
        return predicate instanceof ScalarExpr.Call call && call.args().size() == 2 && call.function().strict()
                && call.function().name().equals("=")
                ? Optional.of(new Equality(call.args().get(0), call.args().get(1))) : Optional.empty();
    }

    /** Whether SQL's equality of the two sides is equality of their datums: when they are of one type. */
    public boolean ofOneType(List<ColumnType> columns) {
        return ScalarExprs.typeOf(left, columns).scalar().sqlName()
                .equals(ScalarExprs.typeOf(right, columns).scalar().sqlName());
    }
}
