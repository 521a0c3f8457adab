package dev.mizu.acceptance.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/**
 * One print of values that two systems write in different ways: the differences that the reference asks for in numbers'
 * trailing zeros, the words of intervals and the blanks of jsonb, and the last digits of floating point.
 */
final class Printing {
    private static final MathContext DOUBLE_DIGITS = new MathContext(10);

    private static final MathContext FLOAT_DIGITS = new MathContext(5);

    private static final MathContext DECIMAL_DIGITS = new MathContext(20);

    private static final Pattern BLANKS = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")|[ \\n]+");

    private Printing() {}

    static String print(Kind kind, String text) {
        return switch (kind) {
            case NUMERIC -> number(text, DECIMAL_DIGITS);
            case FLOAT8 -> number(text, DOUBLE_DIGITS);
            case FLOAT4 -> number(text, FLOAT_DIGITS);
            case INTERVAL -> text.replaceAll("\\bmon(s?)\\b", "month$1");
            case JSONB -> BLANKS.matcher(text).replaceAll("$1");
            default -> text;
        };
    }

    private static String number(String text, MathContext digits) {
        if (text.isEmpty() || Character.isLetter(text.charAt(text.length() - 1))) {
            return text;
        }
        BigDecimal rounded = new BigDecimal(text).round(digits);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
