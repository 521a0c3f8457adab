package dev.mizu.interchange.pgformat;

import dev.mizu.repr.Decimal;
import dev.mizu.repr.text.NumberText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalInt;

/**
 * PostgreSQL's binary numeric: number of base-10000 digits, weight of the first, sign, decimals to show, digits. Digit
 * i counts 10000 to the (weight - i).
 */
final class BinaryNumeric {
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xc000;
    private static final int INFINITY = 0xd000;
    private static final int NEGATIVE_INFINITY = 0xf000;
    /** What PostgreSQL sends there; it means nothing. */
    private static final int INFINITE_SCALE = 32;
    private static final int GROUP = 4;
    private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);
    private static final long[] POWERS = {1, 10, 100, 1000};
    private static final int MAX_SHORT = 0x7fff;

    private BinaryNumeric() {}

    static void encode(Decimal decimal, WireBuffer out) {
        if (!decimal.isFinite()) {
            int sign = decimal.isNan() ? NAN : decimal.signum() > 0 ? INFINITY : NEGATIVE_INFINITY;
            putHeader(0, 0, sign, decimal.isNan() ? 0 : INFINITE_SCALE, out);
            return;
        }
        if (decimal.signum() == 0) {
            putHeader(0, 0, 0, 0, out);
            return;
        }
        BigDecimal value = decimal.value();
        int scale = value.scale();
        int sign = decimal.signum() < 0 ? NEGATIVE : 0;
        // Scaled up to whole groups after the point.
        int groupsAfter = (scale + GROUP - 1) / GROUP;
        BigInteger factor = BigInteger.valueOf(POWERS[groupsAfter * GROUP - scale]);
        BigInteger unscaled = value.unscaledValue().abs().multiply(factor);
        short[] groups = groups(unscaled);
        int last = groups.length;
        while (groups[last - 1] == 0) {
            last--;
        }
        putHeader(last, groups.length - 1 - groupsAfter, sign, scale, out);
        for (int i = 0; i < last; i++) {
            out.putShort(groups[i]);
        }
    }

    private static void putHeader(int digits, int weight, int sign, int scale, WireBuffer out) {
        out.putShort(digits);
        out.putShort(weight);
        out.putShort(sign);
        out.putShort(scale);
    }

    /** Base-10000 digits, most significant first, the first not zero. */
    private static short[] groups(BigInteger unscaled) {
        if (unscaled.bitLength() < 64) {
            return groups(unscaled.longValue());
        }
        int count = (unscaled.toString().length() + GROUP - 1) / GROUP;
        short[] groups = new short[count];
        BigInteger rest = unscaled;
        for (int i = count - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(TEN_THOUSAND);
            groups[i] = parts[1].shortValue();
            rest = parts[0];
        }
        return groups;
    }

    private static short[] groups(long unscaled) {
        int count = 0;
        for (long rest = unscaled; rest > 0; rest /= 10_000) {
            count++;
        }
        short[] groups = new short[count];
        long rest = unscaled;
        for (int i = count - 1; i >= 0; i--) {
            groups[i] = (short) (rest % 10_000);
            rest /= 10_000;
        }
        return groups;
    }

    static Decimal decode(BinaryReader in, OptionalInt scale) {
        int digits = in.getShort() & 0xffff;
        int weight = in.getShort();
        int sign = in.getShort() & 0xffff;
        int shown = in.getShort() & 0xffff;
        switch (sign) {
            case NAN:
                return Decimal.NAN;
            case INFINITY:
                return Decimal.INFINITY;
            case NEGATIVE_INFINITY:
                return Decimal.NEGATIVE_INFINITY;
            case 0, NEGATIVE:
                break;
            default:
                throw BinaryReader.malformed();
        }
        if (digits > MAX_SHORT || shown > MAX_SHORT || in.remaining() < digits * 2) {
            throw BinaryReader.malformed();
        }
        BigInteger unscaled = BigInteger.ZERO;
        for (int i = 0; i < digits; i++) {
            int group = in.getShort();
            if (group < 0 || group > 9999) {
                throw BinaryReader.malformed();
            }
            unscaled = unscaled.multiply(TEN_THOUSAND).add(BigInteger.valueOf(group));
        }
        BigDecimal value = new BigDecimal(sign == 0 ? unscaled : unscaled.negate(), (digits - 1 - weight) * GROUP);
        return NumberText.fit(value, scale);
    }
}
