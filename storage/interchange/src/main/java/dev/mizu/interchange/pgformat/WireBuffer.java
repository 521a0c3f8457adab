package dev.mizu.interchange.pgformat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array of bytes, big-endian, written at the end and patched behind. One thread. */
public final class WireBuffer {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    public WireBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** Bytes written since the last {@link #clear}. */
    public int size() {
        return size;
    }

    /** The bytes themselves; valid up to {@link #size} and only until the next write. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void clear() {
        size = 0;
    }

    /** Forgets what was written after {@code newSize}. */
    public void truncate(int newSize) {
        size = newSize;
    }

    /** Gives back memory beyond {@code capacity} when it is empty. */
    public void shrink(int capacity) {
        if (size == 0 && bytes.length > capacity) {
            bytes = new byte[capacity];
        }
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    /** Makes room for {@code more} bytes. */
    public void reserve(int more) {
        if (bytes.length - size < more) {
            long wanted = Math.max((long) size + more, (long) bytes.length * 2);
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }

    public void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void putShort(int value) {
        reserve(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    public void putInt(int value) {
        reserve(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    public void putLong(long value) {
        reserve(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    public void putBytes(byte[] source) {
        putBytes(source, 0, source.length);
    }

    public void putBytes(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Overwrites four bytes that are already there. */
    public void setInt(int position, int value) {
        INT.set(bytes, position, value);
    }

    /** Text as UTF-8; an unpaired surrogate becomes a question mark. */
    public void putUtf8(CharSequence text) {
        int length = text.length();
        reserve(Math.multiplyExact(length, 3));
        byte[] target = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else if (c < 0x800) {
                target[at++] = (byte) (0xc0 | c >> 6);
                target[at++] = (byte) (0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                target[at++] = (byte) (0xe0 | c >> 12);
                target[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                target[at++] = (byte) (0x80 | c & 0x3f);
            } else if (i + 1 < length && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                target[at++] = (byte) (0xf0 | point >> 18);
                target[at++] = (byte) (0x80 | point >> 12 & 0x3f);
                target[at++] = (byte) (0x80 | point >> 6 & 0x3f);
                target[at++] = (byte) (0x80 | point & 0x3f);
            } else {
                target[at++] = '?';
            }
        }
        size = at;
    }

    /** Text as UTF-8 and a zero byte. */
    public void putCString(CharSequence text) {
        putUtf8(text);
        putByte(0);
    }

    /** A signed integer in decimal digits. */
    public void putDecimal(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                putUtf8("-9223372036854775808");
                return;
            }
            putByte('-');
            value = -value;
        }
        putPadded(value, digits(value));
    }

    /** A number that is not negative, with leading zeros up to {@code width} digits; it must not have more. */
    void putPadded(long value, int width) {
        reserve(width);
        long rest = value;
        for (int at = size + width - 1; at >= size; at--) {
            long tenth = rest / 10;
            bytes[at] = (byte) ('0' + rest - tenth * 10);
            rest = tenth;
        }
        size += width;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }
}
