package dev.mizu.interchange.pgformat;

import dev.mizu.base.error.SqlException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text from bytes that a client sent: well-formed UTF-8 without NUL, or an error. */
public final class Utf8 {
    /** {@code character_not_in_repertoire}. */
    private static final String BAD_CHARACTER = "22021";

    private Utf8() {}

    public static String decode(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        // The replacement character stands for malformed bytes, or for itself.
        if (text.indexOf('\ufffd') >= 0) {
            checkWellFormed(bytes, offset, length);
        }
        if (text.indexOf('\0') >= 0) {
            throw new SqlException(BAD_CHARACTER, "invalid byte sequence for encoding \"UTF8\": 0x00");
        }
        return text;
    }

    private static void checkWellFormed(byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
        } catch (CharacterCodingException e) {
            throw new SqlException(BAD_CHARACTER, "invalid byte sequence for encoding \"UTF8\"");
        }
    }
}
