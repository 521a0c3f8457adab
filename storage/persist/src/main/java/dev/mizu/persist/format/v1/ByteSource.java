package dev.mizu.persist.format.v1;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteSink} wrote. Throws {@link MalformedException} at bytes that cannot have been written. */
final class ByteSource {
    private final byte[] bytes;
    private int position;
    private final int end;

    ByteSource(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    private void need(int length) {
        if (length < 0 || end - position < length) {
            throw new MalformedException("it ends too early");
        }
    }

    int u8() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    int fixed32() {
        need(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | bytes[position++] & 0xFF;
        }
        return value;
    }

    long fixed64() {
        return (long) fixed32() << 32 | fixed32() & 0xFFFFFFFFL;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            need(1);
            byte next = bytes[position++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedException("a number is too long");
    }

    /** A varint that counts something of which each takes at least one byte. */
    int count() {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE - 64) {
            throw new MalformedException("a count is out of range");
        }
        return (int) value;
    }

    long zigzag() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    String text() {
        int length = count();
        need(length);
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    void skip(int length) {
        need(length);
        position += length;
    }

    byte[] array() {
        return bytes;
    }
}
