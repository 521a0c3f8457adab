package dev.mizu.dataflow.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Size classes of blocks, and bytes packed into words (first byte lowest). */
final class PageMath {
    static final int SHIFT = 15;
    private static final int EXACT = 32;
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private PageMath() {}

    /** Exact up to 32 words, then eight classes a doubling: at most an eighth is wasted. */
    static int sizeClass(int words) {
        if (words <= EXACT) {
            return words;
        }
        int exponent = 31 - Integer.numberOfLeadingZeros(words - 1);
        int step = exponent - 3;
        int steps = (words - 1 >>> step) + 1;
        return EXACT + (exponent - 5) * 8 + steps - 8;
    }

    /** The words of a block of a class. */
    static int classWords(int sizeClass) {
        if (sizeClass <= EXACT) {
            return sizeClass;
        }
        int above = sizeClass - EXACT - 1;
        int exponent = 5 + above / 8;
        return 8 + above % 8 + 1 << exponent - 3;
    }

    static void pack(byte[] source, int from, int length, long[] words, int at) {
        int whole = length >>> 3;
        for (int i = 0; i < whole; i++) {
            words[at + i] = readWord(source, from + i * 8);
        }
        int rest = length & 7;
        if (rest > 0) {
            words[at + whole] = readPart(source, from + whole * 8, rest);
        }
    }

    static void unpack(long[] words, int at, byte[] target, int to, int length) {
        int whole = length >>> 3;
        for (int i = 0; i < whole; i++) {
            WORDS.set(target, to + i * 8, words[at + i]);
        }
        for (int i = whole * 8; i < length; i++) {
            target[to + i] = (byte) (words[at + (i >>> 3)] >>> ((i & 7) * 8));
        }
    }

    /** Eight bytes as a word. */
    static long readWord(byte[] source, int from) {
        return (long) WORDS.get(source, from);
    }

    static void writeWord(byte[] target, int to, long word) {
        WORDS.set(target, to, word);
    }

    /** Fewer than eight bytes as a word, zeros above. */
    static long readPart(byte[] source, int from, int count) {
        long word = 0;
        for (int i = count - 1; i >= 0; i--) {
            word = word << 8 | source[from + i] & 0xff;
        }
        return word;
    }
}
