package dev.mizu.dataflow.row;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Rows found in pages: per row its head, key and value address and its multiplicity, and which probing row it answers.
 * Valid until the pages change. Reused; one thread.
 */
public final class RowMatches {
    /** How many rows are gathered before they are worth a batch. */
    public static final int FULL = 1024;

    private int[] heads = new int[FULL];
    private int[] keys = new int[FULL];
    private int[] values = new int[FULL];
    private int[] probes = new int[FULL];
    private long[] diffs = new long[FULL];
    private int size;

    public int size() {
        return size;
    }

    public boolean full() {
        return size >= FULL;
    }

    public void clear() {
        size = 0;
    }

    public void add(int probe, int head, int key, int value, long diff) {
        if (size == heads.length) {
            grow();
        }
        heads[size] = head;
        keys[size] = key;
        values[size] = value;
        probes[size] = probe;
        diffs[size++] = diff;
    }

    /** Keeps the first {@code count}. */
    public void truncate(int count) {
        size = count;
    }

    /** Adds one of another's matches, with another multiplicity. */
    public void addFrom(RowMatches other, int match, long diff) {
        add(other.probes[match], other.heads[match], other.keys[match], other.values[match], diff);
    }

    /** Keeps the matches whose value address passes. */
    public void keep(IntPredicate passes) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (passes.test(values[i])) {
                heads[kept] = heads[i];
                keys[kept] = keys[i];
                values[kept] = values[i];
                probes[kept] = probes[i];
                diffs[kept++] = diffs[i];
            }
        }
        size = kept;
    }

    private void grow() {
        int length = size * 2;
        heads = Arrays.copyOf(heads, length);
        keys = Arrays.copyOf(keys, length);
        values = Arrays.copyOf(values, length);
        probes = Arrays.copyOf(probes, length);
        diffs = Arrays.copyOf(diffs, length);
    }

    int[] heads() {
        return heads;
    }

    int[] keys() {
        return keys;
    }

    int[] values() {
        return values;
    }

    /** The probing row of each match, in the order of the rows probed with. */
    public int[] probes() {
        return probes;
    }

    /** The multiplicity of each match. */
    public long[] diffs() {
        return diffs;
    }
}
