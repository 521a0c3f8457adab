package dev.mizu.repr.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal strictly between a float's two rounding borders, the nearest of those: what PostgreSQL prints.
 * The JDK's shortest form (Raffaello Giulietti's Schubfach) differs in two rare cases, mended here: it writes two
 * digits where one would do, and it takes a border itself when ties round to the float.
 *
 * @param digits without zeros at either end; the value is d.ddd times ten to the exponent
 */
record ShortestDecimal(String digits, int exponent) {
    /** Below these, every integer is a float, and a border has more digits than the float needs. */
    private static final double EXACT_DOUBLES = 0x1p53;
    private static final float EXACT_FLOATS = 0x1p24f;
    /** Above this, a border is no decimal of seventeen digits: it would need a factor 5^24 in 54 bits. */
    private static final double LAST_SHORT_BORDER = 1e41;
    private static final int MAX_DIGITS = 17;

    /** Of a finite positive double. */
    static ShortestDecimal of(double value) {
        ShortestDecimal shortest = parse(Double.toString(value));
        if (shortest.digits.length() == 2 && Double.parseDouble(shortest.rounded().toString()) == value) {
            shortest = shortest.rounded();
        }
        if (value < EXACT_DOUBLES || value > LAST_SHORT_BORDER) {
            return shortest;
        }
        BigDecimal exact = new BigDecimal(value);
        return shortest.inside(exact, middle(new BigDecimal(Math.nextDown(value)), exact),
                middle(exact, new BigDecimal(Math.nextUp(value))));
    }

    /** Of a finite positive float. */
    static ShortestDecimal of(float value) {
        ShortestDecimal shortest = parse(Float.toString(value));
        if (shortest.digits.length() == 2 && Float.parseFloat(shortest.rounded().toString()) == value) {
            shortest = shortest.rounded();
        }
        if (value < EXACT_FLOATS || value == Float.MAX_VALUE) {
            return shortest;
        }
        BigDecimal exact = new BigDecimal(value);
        return shortest.inside(exact, middle(new BigDecimal(Math.nextDown(value)), exact),
                middle(exact, new BigDecimal(Math.nextUp(value))));
    }

    private static BigDecimal middle(BigDecimal a, BigDecimal b) {
        return a.add(b).divide(BigDecimal.TWO);
    }

    private ShortestDecimal inside(BigDecimal exact, BigDecimal lower, BigDecimal upper) {
        BigDecimal own = new BigDecimal(toString());
        if (own.compareTo(lower) != 0 && own.compareTo(upper) != 0) {
            return this;
        }
        for (int precision = digits.length() + 1; precision < MAX_DIGITS; precision++) {
            BigDecimal candidate = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (candidate.compareTo(lower) > 0 && candidate.compareTo(upper) < 0) {
                return of(candidate);
            }
        }
        return of(exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)));
    }

    private static ShortestDecimal of(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        String digits = stripped.unscaledValue().toString();
        return new ShortestDecimal(digits, digits.length() - 1 - stripped.scale());
    }

    /** One digit for two. */
    private ShortestDecimal rounded() {
        int one = (Integer.parseInt(digits) + 5) / 10;
        return one < 10 ? new ShortestDecimal(Integer.toString(one), exponent) : this;
    }

    /** Takes {@code 12.5} and {@code 1.25E7} apart. */
    private static ShortestDecimal parse(String java) {
        int e = java.indexOf('E');
        String mantissa = e < 0 ? java : java.substring(0, e);
        int point = mantissa.indexOf('.');
        String all = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int start = 0;
        while (all.charAt(start) == '0') {
            start++;
        }
        int end = all.length();
        while (all.charAt(end - 1) == '0') {
            end--;
        }
        int power = e < 0 ? 0 : Integer.parseInt(java, e + 1, java.length(), 10);
        return new ShortestDecimal(all.substring(start, end), power + point - 1 - start);
    }

    @Override
    public String toString() {
        return digits.charAt(0) + "." + digits.substring(1) + "0e" + exponent;
    }
}
