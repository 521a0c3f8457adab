package dev.mizu.repr.text;

import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.Optional;

/** Ranges as text ({@code [1,5)}, {@code empty}) and their canonical form. */
public final class RangeText {
    private static final String SPECIAL = "\"\\()[],";

    private RangeText() {}

    static void print(ScalarType element, Datum.Range range, StringBuilder out) {
        if (range.bounds().isEmpty()) {
            out.append("empty");
            return;
        }
        Datum.Bounds bounds = range.bounds().get();
        out.append(bounds.lowerInclusive() ? '[' : '(');
        printBound(element, bounds.lower(), out);
        out.append(',');
        printBound(element, bounds.upper(), out);
        out.append(bounds.upperInclusive() ? ']' : ')');
    }

    private static void printBound(ScalarType element, Datum bound, StringBuilder out) {
        if (!bound.isNull()) {
            int start = out.length();
            DatumText.print(element, bound, out);
            ContainerText.quoteDoubling(start, SPECIAL, out);
        }
    }

    static Datum parse(ScalarType.Range type, String text) {
        String trimmed = NumberText.trim(text);
        if (trimmed.equalsIgnoreCase("empty")) {
            return new Datum.Range(Optional.empty());
        }
        int length = trimmed.length();
        if (length < 3 || "[(".indexOf(trimmed.charAt(0)) < 0 || "])".indexOf(trimmed.charAt(length - 1)) < 0) {
            throw malformed(text, "missing left or right parenthesis or bracket");
        }
        int comma = comma(trimmed, text);
        Datum lower = bound(type.element(), trimmed.substring(1, comma), text);
        Datum upper = bound(type.element(), trimmed.substring(comma + 1, length - 1), text);
        return canonical(type.element(), new Datum.Bounds(
                lower, trimmed.charAt(0) == '[', upper, trimmed.charAt(length - 1) == ']'));
    }

    private static int comma(String trimmed, String text) {
        boolean inQuotes = false;
        int found = -1;
        for (int i = 1; i < trimmed.length() - 1; i++) {
            char c = trimmed.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == ',' && !inQuotes) {
                if (found >= 0) {
                    throw malformed(text, "too many commas");
                }
                found = i;
            }
        }
        if (found < 0 || inQuotes) {
            throw malformed(text, "missing comma after lower bound");
        }
        return found;
    }

    private static Datum bound(ScalarType element, String raw, String text) {
        if (raw.isEmpty()) {
            return Datum.NULL;
        }
        StringBuilder value = new StringBuilder();
        boolean inQuotes = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\') {
                if (++i == raw.length()) {
                    throw malformed(text, "unexpected end of input");
                }
                value.append(raw.charAt(i));
            } else if (c == '"' && inQuotes && i + 1 < raw.length() && raw.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"') {
                inQuotes = !inQuotes;
            } else {
                value.append(c);
            }
        }
        return DatumText.parse(element, value.toString());
    }

    /**
     * The one form of a range: bounds in order, discrete ones as {@code [)}, infinite ones exclusive, nothing inside
     * means empty.
     */
    public static Datum.Range canonical(ScalarType element, Datum.Bounds bounds) {
        boolean discrete = element instanceof SimpleType;
        Datum lower = bounds.lower();
        Datum upper = bounds.upper();
        boolean lowerInclusive = bounds.lowerInclusive() && !lower.isNull();
        boolean upperInclusive = bounds.upperInclusive() && !upper.isNull();
        if (!lower.isNull() && !upper.isNull() && DatumOrder.compare(lower, upper) > 0) {
            throw TextFormatException.of(SqlState.DATA_EXCEPTION,
                    "range lower bound must be less than or equal to range upper bound");
        }
        if (discrete && !lower.isNull() && !lowerInclusive) {
            lower = next(element, lower);
            lowerInclusive = true;
        }
        if (discrete && upperInclusive) {
            upper = next(element, upper);
            upperInclusive = false;
        }
        if (!lower.isNull() && !upper.isNull()) {
            int order = DatumOrder.compare(lower, upper);
            if (order > 0 || order == 0 && !(lowerInclusive && upperInclusive)) {
                return new Datum.Range(Optional.empty());
            }
        }
        return new Datum.Range(Optional.of(new Datum.Bounds(lower, lowerInclusive, upper, upperInclusive)));
    }

    private static Datum next(ScalarType element, Datum bound) {
        long max = element == SimpleType.INT4 ? Integer.MAX_VALUE
                : element == SimpleType.DATE ? DateTimeText.MAX_DATE : Long.MAX_VALUE;
        if (bound.asLong() >= max) {
            throw TextFormatException.of(
                    element == SimpleType.DATE ? SqlState.DATETIME_OVERFLOW : SqlState.NUMERIC_OUT_OF_RANGE,
                    element + " out of range");
        }
        return Datum.of(bound.asLong() + 1);
    }

    private static TextFormatException malformed(String text, String detail) {
        return TextFormatException.of(SqlState.INVALID_TEXT, "malformed range literal: \"" + text + '"', detail);
    }
}
