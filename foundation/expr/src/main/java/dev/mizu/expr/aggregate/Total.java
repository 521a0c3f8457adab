package dev.mizu.expr.aggregate;

import dev.mizu.repr.Decimal;
import java.math.BigDecimal;

/** An exact sum: finite, or what specials among its terms make of it. */
record Total(BigDecimal value, Decimal special) {
    static Total of(BigDecimal value) {
        return new Total(value, Decimal.ZERO);
    }

    boolean finite() {
        return special.isFinite();
    }

    /** The sum of terms of which so many are NaN, infinite and negatively infinite; the finite ones add up to value. */
    static Total of(BigDecimal value, long nans, long infinities, long negatives) {
        if (nans > 0 || infinities > 0 && negatives > 0) {
            return new Total(value, Decimal.NAN);
        }
        return infinities > 0 ? new Total(value, Decimal.INFINITY)
                : negatives > 0 ? new Total(value, Decimal.NEGATIVE_INFINITY) : of(value);
    }
}
