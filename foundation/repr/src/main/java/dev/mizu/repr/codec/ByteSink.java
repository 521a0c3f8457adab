package dev.mizu.repr.codec;

import java.util.Arrays;

/** A growable run of bytes to encode into. Reused between rows by {@link #clear}. One thread. */
public final class ByteSink {
    private byte[] bytes;
    private int size;

    public ByteSink(int capacity) {
        bytes = new byte[Math.max(capacity, 16)];
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /** The bytes written so far are {@code [0, size)}; valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void put(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** Eight bytes, most significant first. */
    public void putLong(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Four bytes, most significant first. */
    public void putInt(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    public void put(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
