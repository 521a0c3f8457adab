package dev.mizu.optimizer.scalar;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.Equality;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.ScalarType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The predicate {@code left = right OR (left IS NULL AND right IS NULL)}: equal, NULL being equal to NULL. */
public record NullSafeEquality(ScalarExpr left, ScalarExpr right, ScalarExpr stand) {
    /** Empty for any other predicate, and for types that have no value to stand for NULL in a key. */
    public static Optional<NullSafeEquality> of(ScalarExpr predicate, List<ColumnType> columns) {
        if (!(predicate instanceof ScalarExpr.Or(var operands)) || operands.size() != 2) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Optional<Equality> equality = Equality.of(operands.get(i)).filter(e -> e.ofOneType(columns));
            if (equality.isPresent() && bothNull(equality.get(), operands.get(1 - i))) {
                ScalarType type = ScalarExprs.typeOf(equality.get().left(), columns).scalar();
                return standIn(type).map(datum -> new NullSafeEquality(equality.get().left(),
                        equality.get().right(), new ScalarExpr.Literal(datum, type.notNull())));
            }
        }
        return Optional.empty();
    }

    private static boolean bothNull(Equality equality, ScalarExpr expr) {
        ScalarExpr left = new ScalarExpr.IsNull(equality.left());
        ScalarExpr right = new ScalarExpr.IsNull(equality.right());
        return expr instanceof ScalarExpr.And(var operands) && operands.size() == 2
                && operands.contains(left) && operands.contains(right);
    }

    private static Optional<Datum> standIn(ScalarType type) {
        return switch (type.physical()) {
            case BOOL -> Optional.of(Datum.FALSE);
            case INT -> Optional.of(Datum.of(0L));
            case FLOAT -> Optional.of(Datum.of(0.0));
            case NUMERIC -> Optional.of(Datum.of(Decimal.of(BigDecimal.ZERO)));
            case TEXT -> Optional.of(Datum.of(""));
            case BYTES -> Optional.of(new Datum.Bytes(new byte[0]));
            default -> Optional.empty();
        };
    }

    /** The same as equalities of values that are never NULL: whether each is NULL, and a value in place of NULL. */
    public List<List<ScalarExpr>> classes() {
        return List.of(
                List.of(new ScalarExpr.IsNull(left), new ScalarExpr.IsNull(right)),
                List.of(new ScalarExpr.Coalesce(List.of(left, stand)),
                        new ScalarExpr.Coalesce(List.of(right, stand))));
    }
}
