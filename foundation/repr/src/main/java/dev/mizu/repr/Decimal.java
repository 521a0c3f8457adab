package dev.mizu.repr;

import java.math.BigDecimal;

/**
 * A SQL numeric: a decimal without trailing zeros, or NaN, or an infinity. NaN equals itself and is the greatest.
 * Equal numbers are equal objects.
 */
public final class Decimal implements Comparable<Decimal> {
    public static final Decimal NAN = new Decimal(BigDecimal.ZERO, 2);
    public static final Decimal INFINITY = new Decimal(BigDecimal.ZERO, 1);
    public static final Decimal NEGATIVE_INFINITY = new Decimal(BigDecimal.ZERO, -1);
    public static final Decimal ZERO = new Decimal(BigDecimal.ZERO, 0);

    private final BigDecimal value;
    private final int special;

    private Decimal(BigDecimal value, int special) {
        this.value = value;
        this.special = special;
    }

    public static Decimal of(BigDecimal value) {
        if (value.signum() == 0) {
            return ZERO;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return new Decimal(stripped.scale() < 0 ? stripped.setScale(0) : stripped, 0);
    }

    public static Decimal of(long value) {
        return value == 0 ? ZERO : new Decimal(BigDecimal.valueOf(value), 0);
    }

    public boolean isFinite() {
        return special == 0;
    }

    public boolean isNan() {
        return special == 2;
    }

    /** The number; only of a finite one. Scale is never negative and as small as it can be. */
    public BigDecimal value() {
        dev.mizu.base.Check.that(special == 0, "not a finite number");
        return value;
    }

    public int signum() {
        return special == 0 ? value.signum() : Integer.signum(special);
    }

    @Override
    public int compareTo(Decimal other) {
        if (special != 0 || other.special != 0) {
            return Integer.compare(special, other.special);
        }
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decimal d && special == d.special && value.equals(d.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode() * 31 + special;
    }

    /** Plain notation as SQL prints it. */
    @Override
    public String toString() {
        return switch (special) {
            case 2 -> "NaN";
            case 1 -> "Infinity";
            case -1 -> "-Infinity";
            default -> value.toPlainString();
        };
    }
}
