package dev.mizu.repr.batch;

import java.util.Arrays;

/** A growable bitmap of the rows that are NULL. The empty array stands for "none", so non-null columns pay nothing. */
public final class Nulls {
    static final long[] NONE = {};

    private Nulls() {}

    static boolean isNull(long[] bits, int row) {
        int word = row >> 6;
        return word < bits.length && (bits[word] & (1L << row)) != 0;
    }

    static long[] set(long[] bits, int row) {
        int word = row >> 6;
        long[] grown = word < bits.length ? bits : Arrays.copyOf(bits, Math.max(word + 1, bits.length * 2));
        grown[word] |= 1L << row;
        return grown;
    }

    static long[] select(long[] bits, int[] rows, int count) {
        long[] selected = NONE;
        if (bits.length > 0) {
            for (int i = 0; i < count; i++) {
                if (isNull(bits, rows[i])) {
                    selected = set(selected, i);
                }
            }
        }
        return selected;
    }
}
