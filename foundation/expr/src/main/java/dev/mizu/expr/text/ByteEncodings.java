package dev.mizu.expr.text;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Byte strings as text and back: base64 (lines of 76), hex, escape. Raises {@link EvalException} on bad input. */
public final class ByteEncodings {
    private ByteEncodings() {}

    public static String encode(byte[] bytes, String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "base64" -> Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes);
            case "hex" -> HexFormat.of().formatHex(bytes);
            case "escape" -> escape(bytes);
            default -> throw unknown(format);
        };
    }

    public static byte[] decode(String text, String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(text);
            case "hex" -> hex(text);
            case "escape" -> unescape(text);
            default -> throw unknown(format);
        };
    }

    private static EvalException unknown(String format) {
        return invalid("unrecognized encoding: \"" + format + '"');
    }

    private static EvalException invalid(String message) {
        return new EvalException(SqlState.INVALID_PARAMETER_VALUE, message);
    }

    private static String escape(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (b == 0 || b < 0) {
                out.append('\\').append((b & 0xff) >> 6).append(b >> 3 & 7).append(b & 7);
            } else {
                out.append(b == '\\' ? "\\\\" : Character.toString(b));
            }
        }
        return out.toString();
    }

    private static byte[] unescape(String text) {
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] != '\\') {
                out.write(source[i]);
            } else if (i + 1 < source.length && source[i + 1] == '\\') {
                out.write(source[++i]);
            } else if (i + 3 < source.length && source[i + 1] >= '0' && source[i + 1] <= '3'
                    && octal(source[i + 2]) && octal(source[i + 3])) {
                out.write((source[i + 1] - '0') << 6 | (source[i + 2] - '0') << 3 | source[i + 3] - '0');
                i += 3;
            } else {
                throw new EvalException(SqlState.INVALID_TEXT, "invalid input syntax for type bytea");
            }
        }
        return out.toByteArray();
    }

    private static boolean octal(byte b) {
        return b >= '0' && b <= '7';
    }

    private static byte[] hex(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!blank(c)) {
                if (Character.digit(c, 16) < 0 || c > 'f') {
                    throw invalid("invalid hexadecimal digit: \"" + c + '"');
                }
                digits.append(c);
            }
        }
        if (digits.length() % 2 != 0) {
            throw invalid("invalid hexadecimal data: odd number of digits");
        }
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] base64(String text) {
        StringBuilder symbols = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!blank(c)) {
                boolean known = c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=');
                if (!known) {
                    throw invalid("invalid symbol \"" + c + "\" found while decoding base64 sequence");
                }
                symbols.append(c);
            }
        }
        try {
            if (symbols.length() % 4 != 0) {
                throw new IllegalArgumentException("length");
            }
            return Base64.getDecoder().decode(symbols.toString());
        } catch (IllegalArgumentException e) {
            throw invalid("invalid base64 end sequence");
        }
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }
}
