package dev.mizu.repr.text;

import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Decimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalInt;

/** Integers, floats and decimals as text. */
public final class NumberText {
    /** Significant digits of a numeric. */
    public static final int DIGITS = 39;

    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(DIGITS);
    private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_UP);
    /** Exponents beyond this are out of range whatever the digits say; keeps BigDecimal away from huge powers. */
    private static final int EXPONENT_LIMIT = 100_000;

    private NumberText() {}

    /** A signed integer within bounds; blanks around it are ignored. */
    static long parseLong(String text, String typeName, long min, long max) {
        int end = trimmedEnd(text);
        int i = trimmedStart(text);
        boolean negative = i < end && text.charAt(i) == '-';
        if (i < end && (negative || text.charAt(i) == '+')) {
            i++;
        }
        if (i == end) {
            throw TextFormatException.invalid(typeName, text);
        }
        // Accumulated below zero: the smallest long has no positive twin.
        long value = 0;
        boolean overflow = false;
        for (; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw TextFormatException.invalid(typeName, text);
            }
            overflow |= value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit;
            value = value * 10 - digit;
        }
        overflow |= !negative && value == Long.MIN_VALUE;
        long signed = negative ? value : -value;
        if (overflow || signed < min || signed > max) {
            throw TextFormatException.of(SqlState.NUMERIC_OUT_OF_RANGE,
                    "value \"" + text + "\" is out of range for type " + typeName);
        }
        return signed;
    }

    /** All 64 bits, unsigned. */
    static long parseUnsignedLong(String text, String typeName) {
        String trimmed = trim(text);
        String digits = trimmed.startsWith("+") ? trimmed.substring(1) : trimmed;
        boolean negative = digits.startsWith("-");
        for (int i = negative ? 1 : 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                throw TextFormatException.invalid(typeName, text);
            }
        }
        if (digits.length() == (negative ? 1 : 0)) {
            throw TextFormatException.invalid(typeName, text);
        }
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException e) {
            throw TextFormatException.of(SqlState.NUMERIC_OUT_OF_RANGE,
                    "value \"" + text + "\" is out of range for type " + typeName);
        }
    }

    /** A double; a finite text that overflows or underflows is an error. */
    public static double parseDouble(String text) {
        String trimmed = trim(text);
        double special = specialFloat(trimmed);
        if (special != 0) {
            return special;
        }
        checkFloat(trimmed, text, "double precision");
        double value = Double.parseDouble(trimmed);
        if (Double.isInfinite(value) || value == 0 && hasNonZeroDigit(trimmed)) {
            throw TextFormatException.outOfRange("double precision", text);
        }
        return value;
    }

    /** A single-precision float, widened. */
    public static double parseFloat(String text) {
        String trimmed = trim(text);
        double special = specialFloat(trimmed);
        if (special != 0) {
            return special;
        }
        checkFloat(trimmed, text, "real");
        float value = Float.parseFloat(trimmed);
        if (Float.isInfinite(value) || value == 0 && hasNonZeroDigit(trimmed)) {
            throw TextFormatException.outOfRange("real", text);
        }
        return value;
    }

    /** NaN or an infinity, or 0 when the text is neither. */
    private static double specialFloat(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "infinity", "inf", "+infinity", "+inf" -> Double.POSITIVE_INFINITY;
            case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> 0;
        };
    }

    /** Java reads more (hexadecimal, suffixes) than SQL allows. */
    private static void checkFloat(String trimmed, String text, String typeName) {
        if (!isDecimal(trimmed)) {
            throw TextFormatException.invalid(typeName, text);
        }
    }

    private static boolean isDecimal(String text) {
        int length = text.length();
        int i = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int digits = 0;
        boolean point = false;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return false;
        }
        if (i < length && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            i += i < length && (text.charAt(i) == '-' || text.charAt(i) == '+') ? 1 : 0;
            int start = i;
            while (i < length && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                i++;
            }
            return i == length && i > start;
        }
        return i == length;
    }

    private static boolean hasNonZeroDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                return false;
            }
            if (c >= '1' && c <= '9') {
                return true;
            }
        }
        return false;
    }

    /** A numeric, rounded to 39 digits and to {@code scale} where it is given. */
    public static Decimal parseDecimal(String text, OptionalInt scale) {
        String trimmed = trim(text);
        double special = specialFloat(trimmed);
        if (special != 0) {
            return Double.isNaN(special) ? Decimal.NAN : special > 0 ? Decimal.INFINITY : Decimal.NEGATIVE_INFINITY;
        }
        if (!isDecimal(trimmed)) {
            throw TextFormatException.invalid("numeric", text);
        }
        int e = Math.max(trimmed.indexOf('e'), trimmed.indexOf('E'));
        if (e >= 0 && Math.abs(parseExponent(trimmed.substring(e + 1))) > EXPONENT_LIMIT) {
            throw overflow();
        }
        return fit(new BigDecimal(trimmed), scale);
    }

    private static long parseExponent(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    /** Rounds a number to what a numeric holds: 39 digits, at most {@code scale} of them after the point. */
    public static Decimal fit(BigDecimal number, OptionalInt scale) {
        BigDecimal value = number;
        if (value.signum() != 0 && value.precision() - value.scale() > DIGITS) {
            throw overflow();
        }
        int places = Math.min(scale.orElse(DIGITS), DIGITS);
        if (value.scale() > places) {
            value = value.setScale(places, RoundingMode.HALF_UP);
        }
        value = value.round(ROUNDING);
        if (value.abs().compareTo(LIMIT) >= 0
                || scale.isPresent() && value.signum() != 0
                        && value.precision() - value.scale() + scale.getAsInt() > DIGITS) {
            throw overflow();
        }
        return Decimal.of(value);
    }

    private static TextFormatException overflow() {
        return TextFormatException.of(SqlState.NUMERIC_OUT_OF_RANGE, "numeric field overflow");
    }

    /** The shortest decimal that reads back as the same double, as PostgreSQL lays it out. */
    public static void printDouble(double value, StringBuilder out) {
        if (!printSpecial(value, out)) {
            layOut(value < 0, ShortestDecimal.of(Math.abs(value)), 15, out);
        }
    }

    /** Like {@link #printDouble} at single precision. */
    public static void printFloat(double value, StringBuilder out) {
        if (!printSpecial(value, out)) {
            layOut(value < 0, ShortestDecimal.of((float) Math.abs(value)), 6, out);
        }
    }

    private static boolean printSpecial(double value, StringBuilder out) {
        if (Double.isNaN(value)) {
            out.append("NaN");
        } else if (Double.isInfinite(value)) {
            out.append(value > 0 ? "Infinity" : "-Infinity");
        } else if (value == 0) {
            out.append('0');
        } else if (value == Math.rint(value) && Math.abs(value) < 100_000) {
            out.append((int) value);
        } else {
            return false;
        }
        return true;
    }

    /** Plain notation for exponents from -4 below {@code scientificFrom}, scientific otherwise. */
    private static void layOut(boolean negative, ShortestDecimal number, int scientificFrom, StringBuilder out) {
        if (negative) {
            out.append('-');
        }
        String digits = number.digits();
        int exponent = number.exponent();
        if (exponent < -4 || exponent >= scientificFrom) {
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            int magnitude = Math.abs(exponent);
            out.append('e').append(exponent < 0 ? '-' : '+').append(magnitude < 10 ? "0" : "").append(magnitude);
        } else if (exponent < 0) {
            out.append("0.").repeat('0', -exponent - 1).append(digits);
        } else if (digits.length() <= exponent + 1) {
            out.append(digits).repeat('0', exponent + 1 - digits.length());
        } else {
            out.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length());
        }
    }

    static String trim(String text) {
        return text.substring(trimmedStart(text), Math.max(trimmedStart(text), trimmedEnd(text)));
    }

    private static int trimmedStart(String text) {
        int i = 0;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int trimmedEnd(String text) {
        int i = text.length();
        while (i > 0 && isBlank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /** The blanks of C's isspace. */
    static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
