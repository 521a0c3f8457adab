package dev.mizu.expr.aggregate;

import dev.mizu.expr.math.Words;
import dev.mizu.repr.Datum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * Doubles in fixed point over their whole range (Kulisch's long accumulator): bit 0 weighs 2^-1074, the largest double
 * ends at bit 2098, and 64 bits more say how often; 34 words. Three words more count NaNs and infinities. A square is
 * rounded to a double before it is added, always to the same one, so it cancels too.
 */
record FloatCell(boolean squares) implements Cell {
    private static final int WIDTH = 34;
    private static final int BIAS = 1074;

    @Override
    public int words() {
        return WIDTH + 3;
    }

    private double term(Datum value) {
        double number = value.asDouble();
        return squares ? number * number : number;
    }

    @Override
    public void add(Datum datum, long diff, long[] words, int at) {
        double value = term(datum);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            words[at + WIDTH + (Double.isNaN(value) ? 0 : value > 0 ? 1 : 2)] += diff;
            return;
        }
        if (value == 0) {
            return;
        }
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        long mantissa = bits & 0xf_ffff_ffff_ffffL;
        // Bit 0 is the lowest subnormal's; normal numbers have a hidden bit and start at exponent 1.
        int shift = exponent == 0 ? 0 : exponent - 1;
        long significand = exponent == 0 ? mantissa : mantissa | 1L << 52;
        int word = shift >> 6;
        int bit = shift & 63;
        long low = significand << bit;
        long high = bit == 0 ? 0 : significand >>> (64 - bit);
        long factor = value < 0 ? -diff : diff;
        long[] magnitude = high == 0 ? new long[] {low} : new long[] {low, high};
        Words.addMultiple(words, at + word, WIDTH - word, factor, magnitude);
    }

    @Override
    public Total read(long[] words, int at) {
        BigInteger fixed = Words.read(words, at, WIDTH);
        int lowest = fixed.signum() == 0 ? BIAS : Math.min(fixed.getLowestSetBit(), BIAS);
        // Common factors of two are taken out first: a decimal of 2^-1074 has a thousand digits.
        BigDecimal sum = new BigDecimal(fixed.shiftRight(lowest))
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(BIAS - lowest)));
        int specials = at + WIDTH;
        return Total.of(sum, words[specials], words[specials + 1], words[specials + 2]);
    }

    @Override
    public Total recompute(List<Datum> values) {
        BigDecimal sum = BigDecimal.ZERO;
        long[] specials = new long[3];
        for (Datum datum : values) {
            double value = term(datum);
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                specials[Double.isNaN(value) ? 0 : value > 0 ? 1 : 2]++;
            } else {
                sum = sum.add(new BigDecimal(value));
            }
        }
        return Total.of(sum, specials[0], specials[1], specials[2]);
    }
}
