package dev.mizu.expr.text;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** SQL identifiers as text. */
public final class Identifiers {
    private Identifiers() {}

    /** The identifier, in quotes unless lower-case letters, digits and underscores make it up. */
    public static String quote(String name) {
        boolean plain = !name.isEmpty() && !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_');
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The parts of a name with points between them; when not strict, whatever follows the name is ignored. */
    public static List<String> parse(String text, boolean strict) {
        List<String> parts = new ArrayList<>();
        int at = skipBlanks(text, 0);
        while (true) {
            int end = partEnd(text, at);
            if (end == at) {
                throw invalid(text);
            }
            String part = text.substring(at, end);
            parts.add(part.startsWith("\"")
                    ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part.toLowerCase(Locale.ROOT));
            at = skipBlanks(text, end);
            if (at == text.length()) {
                return parts;
            }
            if (text.charAt(at) != '.') {
                if (strict) {
                    throw invalid(text);
                }
                return parts;
            }
            at = skipBlanks(text, at + 1);
        }
    }

    private static int partEnd(String text, int from) {
        if (from < text.length() && text.charAt(from) == '"') {
            int at = from + 1;
            while (at < text.length()) {
                if (text.charAt(at) != '"') {
                    at++;
                } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    at += 2;
                } else {
                    return at == from + 1 ? from : at + 1;
                }
            }
            throw invalid(text);
        }
        int at = from;
        while (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_'
                || at > from && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '$'))) {
            at++;
        }
        return at;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static EvalException invalid(String text) {
        return new EvalException(
                SqlState.INVALID_PARAMETER_VALUE, "string is not a valid identifier: \"" + text + '"');
    }
}
