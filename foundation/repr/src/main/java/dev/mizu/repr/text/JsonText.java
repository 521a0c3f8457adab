package dev.mizu.repr.text;

import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** JSON as text (RFC 8259): printed without blanks, keys in order; read strictly, the last of equal keys wins. */
public final class JsonText {
    private static final int MAX_DEPTH = 128;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    public static String print(Json json) {
        StringBuilder out = new StringBuilder();
        print(json, out);
        return out.toString();
    }

    public static void print(Json json, StringBuilder out) {
        switch (json) {
            case Json.Null n -> out.append("null");
            case Json.Bool b -> out.append(b.value());
            case Json.Num n -> out.append(n.value());
            case Json.Str s -> quote(s.value(), out);
            case Json.Arr a -> {
                out.append('[');
                for (int i = 0; i < a.elements().size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    print(a.elements().get(i), out);
                }
                out.append(']');
            }
            case Json.Obj o -> {
                String separator = "{";
                for (Map.Entry<String, Json> field : o.fields().entrySet()) {
                    out.append(separator);
                    quote(field.getKey(), out);
                    out.append(':');
                    print(field.getValue(), out);
                    separator = ",";
                }
                out.append(o.fields().isEmpty() ? "{}" : "}");
            }
        }
    }

    /** A JSON string literal. */
    public static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    public static Json parse(String text) {
        Reader reader = new Reader(text);
        Json json = reader.value(0);
        reader.skipBlanks();
        if (reader.position < text.length()) {
            throw reader.failure("unexpected text after the value");
        }
        return json;
    }

    /** Recursive descent over one text; owned by one call. */
    private static final class Reader {
        private final String text;
        private int position;

        Reader(String text) {
            this.text = text;
        }

        TextFormatException failure(String why) {
            String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
            return TextFormatException.of(SqlState.INVALID_TEXT,
                    "invalid input syntax for type jsonb: \"" + shown + '"',
                    why + " at character " + (text.codePointCount(0, Math.min(position, text.length())) + 1));
        }

        void skipBlanks() {
            while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
                position++;
            }
        }

        private char peek() {
            skipBlanks();
            if (position >= text.length()) {
                throw failure("unexpected end");
            }
            return text.charAt(position);
        }

        private void expect(char c, String what) {
            if (peek() != c) {
                throw failure("expected " + what);
            }
            position++;
        }

        Json value(int depth) {
            if (depth > MAX_DEPTH) {
                throw failure("nested more than " + MAX_DEPTH + " levels deep");
            }
            return switch (peek()) {
                case '{' -> object(depth);
                case '[' -> array(depth);
                case '"' -> new Json.Str(string());
                case 't' -> word("true", new Json.Bool(true));
                case 'f' -> word("false", new Json.Bool(false));
                case 'n' -> word("null", Json.Null.INSTANCE);
                default -> new Json.Num(number());
            };
        }

        private Json word(String word, Json value) {
            if (!text.startsWith(word, position)) {
                throw failure("expected a value");
            }
            position += word.length();
            return value;
        }

        private Json object(int depth) {
            position++;
            TreeMap<String, Json> fields = new TreeMap<>();
            if (peek() == '}') {
                position++;
                return new Json.Obj(fields);
            }
            while (true) {
                if (peek() != '"') {
                    throw failure("expected a key");
                }
                String key = string();
                expect(':', "a colon");
                fields.put(key, value(depth + 1));
                if (peek() == '}') {
                    position++;
                    return new Json.Obj(fields);
                }
                expect(',', "a comma or the end of the object");
            }
        }

        private Json array(int depth) {
            position++;
            List<Json> elements = new ArrayList<>();
            if (peek() == ']') {
                position++;
                return new Json.Arr(elements);
            }
            while (true) {
                elements.add(value(depth + 1));
                if (peek() == ']') {
                    position++;
                    return new Json.Arr(elements);
                }
                expect(',', "a comma or the end of the array");
            }
        }

        private Decimal number() {
            int start = position;
            position += position < text.length() && text.charAt(position) == '-' ? 1 : 0;
            int integer = position;
            int integerDigits = digits();
            boolean good = integerDigits == 1 || integerDigits > 1 && text.charAt(integer) != '0';
            if (good && position < text.length() && text.charAt(position) == '.') {
                position++;
                good = digits() > 0;
            }
            if (good && position < text.length() && (text.charAt(position) | 0x20) == 'e') {
                position++;
                position += position < text.length() && "+-".indexOf(text.charAt(position)) >= 0 ? 1 : 0;
                good = digits() > 0;
            }
            if (!good) {
                throw failure(integerDigits == 0 ? "expected a value" : "malformed number");
            }
            return NumberText.parseDecimal(text.substring(start, position), OptionalInt.empty());
        }

        private int digits() {
            int start = position;
            while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
                position++;
            }
            return position - start;
        }

        private String string() {
            position++;
            int end = position;
            while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\'
                    && text.charAt(end) >= 0x20) {
                end++;
            }
            if (end < text.length() && text.charAt(end) == '"') {
                String plain = text.substring(position, end);
                position = end + 1;
                return plain;
            }
            StringBuilder built = new StringBuilder(text.substring(position, end));
            position = end;
            while (true) {
                if (position >= text.length()) {
                    throw failure("unterminated string");
                }
                char c = text.charAt(position++);
                if (c == '"') {
                    return built.toString();
                }
                if (c < 0x20) {
                    throw failure("control character in a string");
                }
                if (c == '\\') {
                    escape(built);
                } else {
                    built.append(c);
                }
            }
        }

        private void escape(StringBuilder built) {
            char c = position < text.length() ? text.charAt(position++) : ' ';
            switch (c) {
                case '"', '\\', '/' -> built.append(c);
                case 'b' -> built.append('\b');
                case 'f' -> built.append('\f');
                case 'n' -> built.append('\n');
                case 'r' -> built.append('\r');
                case 't' -> built.append('\t');
                case 'u' -> unicode(built);
                default -> throw failure("unknown escape");
            }
        }

        /** One escape, or the two that make a pair of surrogates. */
        private void unicode(StringBuilder built) {
            char first = codeUnit();
            if (first == 0) {
                throw TextFormatException.of("22P05", "unsupported Unicode escape sequence",
                        "\\u0000 cannot be converted to text");
            }
            built.append(first);
            if (Character.isHighSurrogate(first)) {
                char second = text.startsWith("\\u", position) ? skipTo(2) : ' ';
                if (!Character.isLowSurrogate(second)) {
                    throw failure("a high surrogate must be followed by a low one");
                }
                built.append(second);
            } else if (Character.isLowSurrogate(first)) {
                throw failure("a low surrogate must follow a high one");
            }
        }

        private char skipTo(int ahead) {
            position += ahead;
            return codeUnit();
        }

        private char codeUnit() {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                int digit = position < text.length() && text.charAt(position) < 128
                        ? Character.digit(text.charAt(position++), 16) : -1;
                if (digit < 0) {
                    throw failure("an escape \\u needs four hexadecimal digits");
                }
                code = code << 4 | digit;
            }
            return (char) code;
        }
    }
}
