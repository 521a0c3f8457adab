package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.slt.SltRecord.Dialect;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of a value on the wire looks like in a file: by the letter and the SQL type of its column. */
record Printer(char letter, String sqlType, Dialect dialect) {
    private static final int DECIMALS = 6;
    private static final int SQLITE_DECIMALS = 3;
    private static final Pattern BLANKS_IN_JSON = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\"|[:,]) ?");
    private static final Pattern LEADING_INTEGER = Pattern.compile("^\\s*([+-]?\\d+)");

    String print(Optional<String> value) {
        if (value.isEmpty()) {
            return "NULL";
        }
        String text = value.get();
        if (text.isEmpty()) {
            return "(empty)";
        }
        if (isBoolean()) {
            return letter == 'I' ? text.equals("t") ? "1" : "0" : canonical(text);
        }
        return switch (letter) {
            case 'I' -> integer(text);
            case 'R' -> dialect == Dialect.COCKROACH ? text : sqliteReal(text);
            case 'F' -> rounded(text);
            case 'J' -> BLANKS_IN_JSON.matcher(text).replaceAll("$1");
            default -> text;
        };
    }

    /**
     * The one form of what files write in two: {@code true} and {@code false} for the truth values that PostgreSQL
     * prints as {@code t} and {@code f}. By the type on the wire, whatever the letter: a text {@code t} is no truth.
     */
    String canonical(String text) {
        if (!isBoolean()) {
            return text;
        }
        return switch (text) {
            case "t" -> "true";
            case "f" -> "false";
            default -> text;
        };
    }

    boolean isBoolean() {
        return sqlType.equals("bool");
    }

    private boolean isText() {
        return sqlType.equals("text") || sqlType.equals("varchar") || sqlType.equals("bpchar");
    }

    /** As C prints a value with {@code %d}: fractions are cut, a text counts for the number that it begins with. */
    private String integer(String text) {
        if (dialect != Dialect.COCKROACH && isText()) {
            Matcher leading = LEADING_INTEGER.matcher(text);
            return leading.find() ? leading.group(1) : "0";
        }
        if (text.indexOf('.') < 0 && text.indexOf('e') < 0) {
            return text;
        }
        RoundingMode mode = dialect == Dialect.COCKROACH ? RoundingMode.HALF_EVEN : RoundingMode.DOWN;
        return number(text).map(number -> number.setScale(0, mode).toPlainString()).orElse(text);
    }

    /** As C prints a double with {@code %.3f}: its exact value, rounded. */
    private static String sqliteReal(String text) {
        return number(text)
                .map(number -> new BigDecimal(number.doubleValue()).setScale(SQLITE_DECIMALS, RoundingMode.HALF_EVEN))
                .map(BigDecimal::toPlainString).orElse(text);
    }

    private static String rounded(String text) {
        return number(text).map(number -> number.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros())
                .map(number -> number.signum() == 0 ? "0" : number.toPlainString()).orElse(text);
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
