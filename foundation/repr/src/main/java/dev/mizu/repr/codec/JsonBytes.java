package dev.mizu.repr.codec;

import dev.mizu.base.Check;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Json;
import dev.mizu.repr.text.JsonText;
import java.nio.charset.StandardCharsets;

/**
 * JSON values read where they lie, in the encoding of {@link DatumCodec}: a part of a value is a part of its bytes, so
 * that access makes no objects. Positions are of a value's tag.
 */
public final class JsonBytes {
    /** The position of what is not there. */
    public static final int ABSENT = -1;

    private static final int EXPONENT_BYTES = 2;
    /** So many digits before the point are written from the bytes; longer numbers are rare. */
    private static final int MOST_DIGITS = 30;

    private JsonBytes() {}

    /** Whether a value of any type is JSON, by its tag. */
    public static boolean isJson(int tag) {
        return tag >= DatumCodec.JSON_NULL && tag <= DatumCodec.JSON_OBJECT;
    }

    public static boolean isNull(byte[] bytes, int at) {
        return tag(bytes, at) == DatumCodec.JSON_NULL;
    }

    /** The position behind a value. */
    public static int end(byte[] bytes, int at) {
        int next = at + 1;
        switch (tag(bytes, at)) {
            case DatumCodec.JSON_NULL, DatumCodec.JSON_FALSE, DatumCodec.JSON_TRUE -> {
                return next;
            }
            case DatumCodec.JSON_NUMBER -> {
                return endOfDecimal(bytes, next);
            }
            case DatumCodec.JSON_STRING -> {
                return endOfString(bytes, next);
            }
            case DatumCodec.JSON_ARRAY -> {
                while (tag(bytes, next) != DatumCodec.END) {
                    next = end(bytes, next);
                }
                return next + 1;
            }
            case DatumCodec.JSON_OBJECT -> {
                while (tag(bytes, next) != DatumCodec.END) {
                    next = end(bytes, endOfString(bytes, next));
                }
                return next + 1;
            }
            default -> throw Check.unreachable("unknown JSON tag");
        }
    }

    private static int endOfDecimal(byte[] bytes, int at) {
        int tag = tag(bytes, at);
        if (tag != DatumCodec.POSITIVE && tag != DatumCodec.NEGATIVE) {
            return at + 1;
        }
        byte last = (byte) (tag == DatumCodec.POSITIVE ? DatumCodec.END : ~DatumCodec.END);
        int next = at + 1 + EXPONENT_BYTES;
        while (bytes[next] != last) {
            next++;
        }
        return next + 1;
    }

    private static int endOfString(byte[] bytes, int at) {
        int next = at + 1;
        while (bytes[next] != DatumCodec.END || bytes[next + 1] != 1) {
            next += bytes[next] == DatumCodec.END ? 2 : 1;
        }
        return next + 2;
    }

    /** A key as {@link #field} wants it, from its UTF-8 bytes. */
    public static byte[] key(byte[] utf8) {
        ByteSink sink = new ByteSink(utf8.length + 3);
        DatumCodec.encodeBytes(utf8, sink);
        return sink.toArray();
    }

    /** The position of the field of an object with a {@link #key}, or {@link #ABSENT}. */
    public static int field(byte[] bytes, int at, byte[] key) {
        if (tag(bytes, at) != DatumCodec.JSON_OBJECT) {
            return ABSENT;
        }
        int next = at + 1;
        while (tag(bytes, next) != DatumCodec.END) {
            int value = matches(bytes, next, key);
            if (value != ABSENT) {
                return value;
            }
            next = end(bytes, endOfString(bytes, next));
        }
        return ABSENT;
    }

    /** The position behind a key that lies there, or {@link #ABSENT}; no encoded key is the beginning of another. */
    private static int matches(byte[] bytes, int at, byte[] key) {
        if (at + key.length > bytes.length) {
            return ABSENT;
        }
        for (int i = 0; i < key.length; i++) {
            if (bytes[at + i] != key[i]) {
                return ABSENT;
            }
        }
        return at + key.length;
    }

    /**
     * The position of an array's element, or {@link #ABSENT}: counted from 0, from the end when negative; a scalar is
     * its own.
     */
    public static int element(byte[] bytes, int at, long index) {
        return switch (tag(bytes, at)) {
            case DatumCodec.JSON_OBJECT -> ABSENT;
            case DatumCodec.JSON_ARRAY -> elementOfArray(bytes, at, index < 0 ? index + length(bytes, at) : index);
            default -> index == 0 || index == -1 ? at : ABSENT;
        };
    }

    private static int elementOfArray(byte[] bytes, int at, long index) {
        int next = at + 1;
        for (long i = 0; tag(bytes, next) != DatumCodec.END; i++) {
            if (i == index) {
                return next;
            }
            next = end(bytes, next);
        }
        return ABSENT;
    }

    private static long length(byte[] bytes, int at) {
        long count = 0;
        for (int next = at + 1; tag(bytes, next) != DatumCodec.END; next = end(bytes, next)) {
            count++;
        }
        return count;
    }

    /** Appends a value as the UTF-8 of what {@code ->>} gives: strings without quotes, all else as JSON text. */
    public static void text(byte[] bytes, int at, ByteSink sink) {
        switch (tag(bytes, at)) {
            case DatumCodec.JSON_STRING -> unescape(bytes, at + 2, sink);
            case DatumCodec.JSON_NUMBER -> {
                if (!whole(bytes, at + 1, sink)) {
                    print(bytes, at, sink);
                }
            }
            default -> print(bytes, at, sink);
        }
    }

    private static void print(byte[] bytes, int at, ByteSink sink) {
        Json json = ((Datum.JsonDatum) DatumCodec.decode(bytes, at)).value();
        byte[] utf8 = JsonText.print(json).getBytes(StandardCharsets.UTF_8);
        sink.put(utf8, 0, utf8.length);
    }

    private static void unescape(byte[] bytes, int from, ByteSink sink) {
        int start = from;
        int next = from;
        while (true) {
            if (bytes[next] != DatumCodec.END) {
                next++;
            } else if (bytes[next + 1] == 1) {
                sink.put(bytes, start, next - start);
                return;
            } else {
                sink.put(bytes, start, next + 1 - start);
                next += 2;
                start = next;
            }
        }
    }

    /** Writes a whole number of moderate size; false, with nothing written, for any other. */
    private static boolean whole(byte[] bytes, int at, ByteSink sink) {
        int tag = tag(bytes, at);
        if (tag == DatumCodec.ZERO) {
            sink.put('0');
            return true;
        }
        if (tag != DatumCodec.POSITIVE && tag != DatumCodec.NEGATIVE) {
            return false;
        }
        int flip = tag == DatumCodec.POSITIVE ? 0 : 0xff;
        int exponent = ((tag(bytes, at + 1) ^ flip) << 8 | tag(bytes, at + 2) ^ flip) - DatumCodec.EXPONENT_BIAS;
        int first = at + 1 + EXPONENT_BYTES;
        int pairs = endOfDecimal(bytes, at) - 1 - first;
        int last = (tag(bytes, first + pairs - 1) ^ flip) - 1;
        int digits = 2 * pairs - (last % 10 == 0 ? 1 : 0);
        if (digits > exponent || exponent > MOST_DIGITS) {
            return false;
        }
        if (flip != 0) {
            sink.put('-');
        }
        for (int i = 0; i < exponent; i++) {
            int pair = i / 2 < pairs ? (tag(bytes, first + i / 2) ^ flip) - 1 : 0;
            sink.put('0' + (i % 2 == 0 ? pair / 10 : pair % 10));
        }
        return true;
    }

    private static int tag(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }
}
