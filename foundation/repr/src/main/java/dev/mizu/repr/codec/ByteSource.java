package dev.mizu.repr.codec;

/** A position in bytes to decode from. One thread. */
public final class ByteSource {
    private byte[] bytes;
    private int position;

    public ByteSource(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** Starts over elsewhere, so that one source serves many rows. */
    public void reset(byte[] other, int at) {
        bytes = other;
        position = at;
    }

    public int position() {
        return position;
    }

    public byte[] array() {
        return bytes;
    }

    public int peek() {
        return bytes[position] & 0xff;
    }

    public int get() {
        return bytes[position++] & 0xff;
    }

    public void skip(int count) {
        position += count;
    }

    /** How many bytes come before the next {@code wanted}. */
    public int find(int wanted) {
        int at = position;
        while ((bytes[at] & 0xff) != wanted) {
            at++;
        }
        return at - position;
    }

    public long getLong() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[position++] & 0xff;
        }
        return value;
    }

    public int getInt() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | bytes[position++] & 0xff;
        }
        return value;
    }
}
