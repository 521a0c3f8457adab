package dev.mizu.repr.text;

import dev.mizu.base.error.SqlState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Byte strings as text: printed as {@code \x} and hexadecimal digits, read as that or in the escape format. */
public final class ByteaText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private ByteaText() {}

    public static void print(byte[] bytes, StringBuilder out) {
        out.append("\\x");
        for (byte b : bytes) {
            out.append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
        }
    }

    public static byte[] parse(String text) {
        return text.startsWith("\\x") ? parseHex(text) : parseEscaped(text);
    }

    private static byte[] parseHex(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 2);
        int high = -1;
        for (int i = 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if (high < 0 && NumberText.isBlank(c)) {
                continue;
            }
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                String shown = new String(Character.toChars(text.codePointAt(i)));
                throw TextFormatException.of(
                        SqlState.INVALID_PARAMETER_VALUE, "invalid hexadecimal digit: \"" + shown + '"');
            }
            if (high < 0) {
                high = digit;
            } else {
                bytes.write(high << 4 | digit);
                high = -1;
            }
        }
        if (high >= 0) {
            throw TextFormatException.of(
                    SqlState.INVALID_PARAMETER_VALUE, "invalid hexadecimal data: odd number of digits");
        }
        return bytes.toByteArray();
    }

    /** A backslash stands before another, or before three octal digits; all else is UTF-8. */
    private static byte[] parseEscaped(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '\\') {
                bytes.write(raw[i]);
            } else if (i + 1 < raw.length && raw[i + 1] == '\\') {
                bytes.write('\\');
                i++;
            } else if (i + 3 < raw.length && raw[i + 1] >= '0' && raw[i + 1] <= '3'
                    && isOctal(raw[i + 2]) && isOctal(raw[i + 3])) {
                bytes.write(raw[i + 1] - '0' << 6 | raw[i + 2] - '0' << 3 | raw[i + 3] - '0');
                i += 3;
            } else {
                throw TextFormatException.of(SqlState.INVALID_TEXT, "invalid input syntax for type bytea");
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isOctal(byte b) {
        return b >= '0' && b <= '7';
    }
}
