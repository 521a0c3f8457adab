package dev.mizu.expr.text;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import java.util.Arrays;
import java.util.Locale;

/**
 * A LIKE pattern made ready: {@code %} is any text, {@code _} any one character, a backslash takes the next one as it
 * is. Matching takes time proportional to text times pattern at worst. Immutable.
 */
public final class LikePattern {
    private static final int MAX_BYTES = 8192;
    private static final int ANY_ONE = -1;
    private static final int ANY_TEXT = -2;

    /** Code points, or one of the two signs above. */
    private final int[] tokens;
    private final boolean foldCase;
    /** The whole pattern when it is plain text between optional signs for any text; fast paths compare with it. */
    private final String plain;
    private final Shape shape;

    private enum Shape {
        EQUAL,
        PREFIX,
        SUFFIX,
        INSIDE,
        GENERAL
    }

    private LikePattern(int[] tokens, boolean foldCase) {
        this.tokens = tokens;
        this.foldCase = foldCase;
        int from = tokens.length > 0 && tokens[0] == ANY_TEXT ? 1 : 0;
        int to = tokens.length > from && tokens[tokens.length - 1] == ANY_TEXT ? tokens.length - 1 : tokens.length;
        boolean simple = Arrays.stream(tokens, from, to).allMatch(token -> token >= 0);
        boolean openStart = from == 1;
        boolean openEnd = to < tokens.length;
        this.plain = simple ? new String(tokens, from, to - from) : "";
        this.shape = !simple ? Shape.GENERAL
                : openStart ? openEnd || from == to ? Shape.INSIDE : Shape.SUFFIX
                : openEnd ? Shape.PREFIX : Shape.EQUAL;
    }

    /** Raises {@link EvalException} when the pattern is too long or ends in a lone backslash. */
    public static LikePattern compile(String pattern, boolean foldCase) {
        if (pattern.length() > MAX_BYTES) {
            throw new EvalException(SqlState.PROGRAM_LIMIT_EXCEEDED, "LIKE pattern exceeds maximum length");
        }
        int[] points = (foldCase ? pattern.toLowerCase(Locale.ROOT) : pattern).codePoints().toArray();
        int[] tokens = new int[points.length];
        int count = 0;
        for (int i = 0; i < points.length; i++) {
            int point = points[i];
            if (point == '\\') {
                if (++i == points.length) {
                    throw new EvalException(
                            SqlState.INVALID_ESCAPE, "unterminated escape sequence in LIKE");
                }
                tokens[count++] = points[i];
            } else if (point == '%') {
                if (count == 0 || tokens[count - 1] != ANY_TEXT) {
                    tokens[count++] = ANY_TEXT;
                }
            } else {
                tokens[count++] = point == '_' ? ANY_ONE : point;
            }
        }
        return new LikePattern(Arrays.copyOf(tokens, count), foldCase);
    }

    public boolean matches(String text) {
        String subject = foldCase ? text.toLowerCase(Locale.ROOT) : text;
        return switch (shape) {
            case EQUAL -> subject.equals(plain);
            case PREFIX -> subject.startsWith(plain);
            case SUFFIX -> subject.endsWith(plain);
            case INSIDE -> subject.contains(plain);
            case GENERAL -> search(subject);
        };
    }

    /** Goes back to the last sign for any text, and lets it take one character more. */
    private boolean search(String text) {
        int at = 0;
        int token = 0;
        int retryToken = -1;
        int retryAt = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (token < tokens.length && (tokens[token] == ANY_ONE || tokens[token] == point)) {
                at += Character.charCount(point);
                token++;
            } else if (token < tokens.length && tokens[token] == ANY_TEXT) {
                retryToken = ++token;
                retryAt = at;
            } else if (retryToken >= 0) {
                retryAt += Character.charCount(text.codePointAt(retryAt));
                at = retryAt;
                token = retryToken;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == ANY_TEXT) {
            token++;
        }
        return token == tokens.length;
    }

    /** The pattern with a backslash for its own escape character; the empty text means no escape character. */
    public static String withEscape(String pattern, String escape) {
        if (CodePoints.count(escape) > 1) {
            throw new EvalException(SqlState.INVALID_ESCAPE, "invalid escape string");
        }
        StringBuilder out = new StringBuilder();
        int special = escape.isEmpty() ? -1 : escape.codePointAt(0);
        int[] points = pattern.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (points[i] == special) {
                if (++i == points.length) {
                    throw new EvalException(
                            SqlState.INVALID_ESCAPE, "unterminated escape sequence in LIKE");
                }
                out.append('\\').appendCodePoint(points[i]);
            } else {
                out.append(points[i] == '\\' ? "\\" : "").appendCodePoint(points[i]);
            }
        }
        return out.toString();
    }
}
