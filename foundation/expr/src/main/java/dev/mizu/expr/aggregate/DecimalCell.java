package dev.mizu.expr.aggregate;

import dev.mizu.expr.math.Words;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.text.NumberText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * Decimals in fixed point with 39 places (78 for squares): 39 digits on each side of the point and a factor of 2^64
 * for how often fit in 6 (10) words. Three words more count NaNs and infinities.
 */
record DecimalCell(boolean squares) implements Cell {
    private static final long[][] POWERS = new long[2 * NumberText.DIGITS + 1][];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Words.magnitude(BigInteger.TEN.pow(i));
        }
    }

    private int width() {
        return squares ? 10 : 6;
    }

    private int places() {
        return squares ? 2 * NumberText.DIGITS : NumberText.DIGITS;
    }

    @Override
    public int words() {
        return width() + 3;
    }

    @Override
    public void add(Datum datum, long diff, long[] words, int at) {
        Decimal number = datum.asDecimal();
        if (!number.isFinite()) {
            words[at + width() + (number.isNan() ? 0 : number.signum() > 0 ? 1 : squares ? 1 : 2)] += diff;
            return;
        }
        BigDecimal value = squares ? number.value().multiply(number.value()) : number.value();
        BigInteger unscaled = value.unscaledValue();
        long[] power = POWERS[places() - value.scale()];
        if (unscaled.bitLength() < 63) {
            long small = unscaled.longValue();
            long product = small * diff;
            if (Math.multiplyHigh(small, diff) == product >> 63 && product != Long.MIN_VALUE) {
                Words.addMultiple(words, at, width(), product, power);
                return;
            }
        }
        Words.add(words, at, width(),
                value.setScale(places()).unscaledValue().multiply(BigInteger.valueOf(diff)));
    }

    @Override
    public Total read(long[] words, int at) {
        BigDecimal sum = new BigDecimal(Words.read(words, at, width()), places());
        int specials = at + width();
        return Total.of(sum, words[specials], words[specials + 1], words[specials + 2]);
    }

    @Override
    public Total recompute(List<Datum> values) {
        BigDecimal sum = BigDecimal.ZERO;
        long[] specials = new long[3];
        for (Datum value : values) {
            Decimal number = value.asDecimal();
            if (number.isFinite()) {
                sum = sum.add(squares ? number.value().pow(2) : number.value());
            } else {
                specials[number.isNan() ? 0 : number.signum() > 0 || squares ? 1 : 2]++;
            }
        }
        return Total.of(sum, specials[0], specials[1], specials[2]);
    }
}
