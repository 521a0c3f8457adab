package dev.mizu.repr.text;

import java.util.Optional;

/**
 * Walks the literal of an array, list or map: braces, quotes, backslashes, blanks around elements. Owned by one call.
 */
final class LiteralScanner {
    private final String text;
    private final String kind;
    private int position;

    /** @param kind what the whole is, for errors: array, list, map */
    LiteralScanner(String text, String kind) {
        this.text = text;
        this.kind = kind;
    }

    /** One element as it stood: unescaped when it was quoted or bare, raw with its braces when it was nested. */
    record Token(String text, boolean nested, boolean quoted) {
        /** The element's text; empty when it reads NULL without quotes. */
        Optional<String> value() {
            return !quoted && !nested && text.equalsIgnoreCase("NULL") ? Optional.empty() : Optional.of(text);
        }
    }

    void skipBlanks() {
        while (position < text.length() && NumberText.isBlank(text.charAt(position))) {
            position++;
        }
    }

    char peek() {
        skipBlanks();
        if (position >= text.length()) {
            throw malformed("unexpected end of input");
        }
        return text.charAt(position);
    }

    void expect(char c) {
        if (peek() != c) {
            throw malformed("expected \"" + c + "\" at character " + (position + 1));
        }
        position++;
    }

    boolean accept(char c) {
        if (peek() != c) {
            return false;
        }
        position++;
        return true;
    }

    /** A signed integer, as in the bounds of a dimension. */
    int integer() {
        skipBlanks();
        int start = position;
        while (position < text.length() && "+-0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        try {
            return Integer.parseInt(text.substring(start, position));
        } catch (NumberFormatException e) {
            throw malformed("bad array dimension");
        }
    }

    /** Nothing but blanks may follow. */
    void expectEnd() {
        skipBlanks();
        if (position < text.length()) {
            throw malformed("junk after the closing brace");
        }
    }

    /** The next element: up to a comma or closing brace, or to {@code =>} when {@code key} is set. */
    Token element(boolean key) {
        return switch (peek()) {
            case '{' -> new Token(nested(), true, false);
            case '"' -> new Token(quoted(), false, true);
            default -> bare(key);
        };
    }

    private String nested() {
        int start = position;
        int depth = 0;
        boolean inQuotes = false;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '\\') {
                position++;
            } else if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == '{' && !inQuotes) {
                depth++;
            } else if (c == '}' && !inQuotes && --depth == 0) {
                position++;
                return text.substring(start, position);
            }
        }
        throw malformed("unexpected end of input");
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                return value.toString();
            }
            if (c == '\\' && ++position == text.length()) {
                break;
            }
            value.append(text.charAt(position));
        }
        throw malformed("unterminated quoted element");
    }

    private Token bare(boolean key) {
        StringBuilder value = new StringBuilder();
        int kept = 0;
        boolean escaped = false;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == ',' || c == '}' || key && text.startsWith("=>", position)) {
                break;
            }
            if (c == '{' || c == '"') {
                throw malformed("unexpected \"" + c + "\" in an element");
            }
            if (c == '\\') {
                if (++position == text.length()) {
                    throw malformed("unexpected end of input");
                }
                escaped = true;
                c = text.charAt(position);
                kept = value.length() + 1;
            } else if (!NumberText.isBlank(c)) {
                kept = value.length() + 1;
            }
            value.append(c);
        }
        value.setLength(kept);
        if (value.isEmpty()) {
            throw malformed("an empty element must be quoted");
        }
        return new Token(value.toString(), false, escaped);
    }

    TextFormatException malformed(String detail) {
        return TextFormatException.of(dev.mizu.base.error.SqlState.INVALID_TEXT,
                "malformed " + kind + " literal: \"" + text + '"', detail);
    }
}
