package dev.mizu.sqlparser.lex;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The inside of quoted strings and identifiers. Each method starts at the opening quote and ends past the last one. */
final class StringLexer {
    private StringLexer() {}

    /** {@code '..'} and its continuations; a doubled quote is a quote. */
    static String plain(Lexer lexer) {
        String text = quoted(lexer, '\'', "quoted string");
        if (!lexer.continuesOnNextLine()) {
            return text;
        }
        StringBuilder joined = new StringBuilder(text);
        do {
            joined.append(quoted(lexer, '\'', "quoted string"));
        } while (lexer.continuesOnNextLine());
        return joined.toString();
    }

    /** One stretch between two {@code quote}s. */
    static String quoted(Lexer lexer, char quote, String what) {
        String sql = lexer.sql();
        int open = lexer.offset();
        int close = sql.indexOf(quote, open + 1);
        boolean doubled = false;
        while (close >= 0 && close + 1 < sql.length() && sql.charAt(close + 1) == quote) {
            doubled = true;
            close = sql.indexOf(quote, close + 2);
        }
        if (close < 0) {
            throw lexer.error("unterminated " + what, open);
        }
        lexer.moveTo(close + 1);
        String text = sql.substring(open + 1, close);
        return doubled ? text.replace(String.valueOf(quote) + quote, String.valueOf(quote)) : text;
    }

    /** {@code E'..'}; starts at the quote. */
    static String escaped(Lexer lexer) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        do {
            stretch(lexer, text, bytes);
        } while (lexer.continuesOnNextLine());
        return text.toString();
    }

    private static void stretch(Lexer lexer, StringBuilder text, ByteArrayOutputStream bytes) {
        String sql = lexer.sql();
        int open = lexer.offset();
        int at = open + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'' && (at + 1 >= sql.length() || sql.charAt(at + 1) != '\'')) {
                flush(lexer, text, bytes, open);
                lexer.moveTo(at + 1);
                return;
            }
            if (c == '\\' && at + 1 < sql.length()) {
                at = escape(lexer, at, text, bytes);
            } else {
                flush(lexer, text, bytes, open);
                text.append(c);
                at += c == '\'' ? 2 : 1;
            }
        }
        throw lexer.error("unterminated quoted string", open);
    }

    /** Reads one escape at a backslash; octal and hex escapes are bytes of UTF-8 and wait for their neighbours. */
    private static int escape(Lexer lexer, int at, StringBuilder text, ByteArrayOutputStream bytes) {
        String sql = lexer.sql();
        char c = sql.charAt(at + 1);
        if (c >= '0' && c <= '7') {
            int end = span(sql, at + 1, 3, 8);
            bytes.write(Integer.parseInt(sql, at + 1, end, 8));
            return end;
        }
        if (c == 'x' && span(sql, at + 2, 2, 16) > at + 2) {
            int end = span(sql, at + 2, 2, 16);
            bytes.write(Integer.parseInt(sql, at + 2, end, 16));
            return end;
        }
        flush(lexer, text, bytes, at);
        if (c == 'u' || c == 'U') {
            int digits = c == 'u' ? 4 : 8;
            int end = span(sql, at + 2, digits, 16);
            if (end != at + 2 + digits) {
                throw lexer.error("invalid unicode escape", at);
            }
            append(lexer, text, Long.parseLong(sql, at + 2, end, 16), at);
            return end;
        }
        text.append(switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        });
        return at + 2;
    }

    private static int span(String sql, int start, int most, int radix) {
        int end = start;
        while (end < sql.length() && end < start + most && Character.digit(sql.charAt(end), radix) >= 0
                && sql.charAt(end) < 0x80) {
            end++;
        }
        return end;
    }

    private static void flush(Lexer lexer, StringBuilder text, ByteArrayOutputStream bytes, int at) {
        if (bytes.size() == 0) {
            return;
        }
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            if (decoded.indexOf('\0') >= 0) {
                throw lexer.error("null character not permitted", at);
            }
            text.append(decoded);
        } catch (CharacterCodingException e) {
            throw lexer.error("escapes are not valid UTF-8", at);
        }
        bytes.reset();
    }

    /** Halves of surrogate pairs may come as two escapes. */
    private static void append(Lexer lexer, StringBuilder text, long point, int at) {
        if (point == 0 || point > Character.MAX_CODE_POINT) {
            throw lexer.error("invalid unicode escape value", at);
        }
        text.appendCodePoint((int) point);
    }

    /** Resolves {@code \hhhh} and {@code \+hhhhhh} of {@code U&} forms, reading {@code UESCAPE 'c'} if it follows. */
    static String unicode(Lexer lexer, String raw, int start) {
        char escape = '\\';
        if (lexer.acceptWord("uescape")) {
            int quote = lexer.skipToToken();
            String given = lexer.peek(0) == '\'' ? quoted(lexer, '\'', "quoted string") : "";
            if (given.length() != 1 || Character.digit(given.charAt(0), 16) >= 0 || "+'\" ".contains(given)) {
                throw lexer.error("invalid unicode escape character", quote);
            }
            escape = given.charAt(0);
        }
        if (raw.indexOf(escape) < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (c != escape) {
                text.append(c);
            } else if (at + 1 < raw.length() && raw.charAt(at + 1) == escape) {
                text.append(escape);
                at++;
            } else {
                boolean wide = at + 1 < raw.length() && raw.charAt(at + 1) == '+';
                int first = at + (wide ? 2 : 1);
                int digits = wide ? 6 : 4;
                int end = span(raw, first, digits, 16);
                if (end != first + digits) {
                    throw lexer.error("invalid unicode escape", start);
                }
                append(lexer, text, Long.parseLong(raw, first, end, 16), start);
                at = end - 1;
            }
        }
        return text.toString();
    }
}
