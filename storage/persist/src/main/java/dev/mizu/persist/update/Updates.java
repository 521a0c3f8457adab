package dev.mizu.persist.update;

import dev.mizu.base.Check;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An immutable columnar batch of updates {@code (row, time, diff)}: rows lie one after the other in one heap, times
 * are {@code >= 0}, diffs signed multiplicities. At most 2 GiB of row bytes.
 *
 * <p>The arrays handed out by {@link #heap()} and friends are the batch's own, for reading without copies; nobody may
 * write to them.
 */
public final class Updates {
    /** The batch without updates. */
    public static final Updates EMPTY = new Updates(new byte[0], new int[1], new long[0], new long[0]);

    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] heap;
    private final int[] offsets;
    private final long[] times;
    private final long[] diffs;

    private Updates(byte[] heap, int[] offsets, long[] times, long[] diffs) {
        this.heap = heap;
        this.offsets = offsets;
        this.times = times;
        this.diffs = diffs;
    }

    /**
     * Takes over the arrays; the caller forgets them.
     *
     * @param offsets n + 1 ascending offsets into {@code heap}: row i is {@code [offsets[i], offsets[i + 1])}
     */
    public static Updates of(byte[] heap, int[] offsets, long[] times, long[] diffs) {
        int n = times.length;
        Check.that(offsets.length == n + 1 && diffs.length == n, "column lengths differ");
        Check.that(offsets[n] <= heap.length, "offsets exceed the heap");
        return n == 0 ? EMPTY : new Updates(heap, offsets, times, diffs);
    }

    /** One update. */
    public static Updates of(byte[] row, long time, long diff) {
        return builder().add(row, time, diff).build();
    }

    public static UpdatesBuilder builder() {
        return new UpdatesBuilder();
    }

    public int size() {
        return times.length;
    }

    public boolean isEmpty() {
        return times.length == 0;
    }

    /** A copy of row i. */
    public byte[] row(int i) {
        return Arrays.copyOfRange(heap, offsets[i], offsets[i + 1]);
    }

    public int rowStart(int i) {
        return offsets[i];
    }

    public int rowEnd(int i) {
        return offsets[i + 1];
    }

    public long time(int i) {
        return times[i];
    }

    public long diff(int i) {
        return diffs[i];
    }

    /** All row bytes; for reading only. */
    public byte[] heap() {
        return heap;
    }

    /** n + 1 offsets into {@link #heap()}; for reading only. */
    public int[] offsets() {
        return offsets;
    }

    /** For reading only. */
    public long[] times() {
        return times;
    }

    /** For reading only. */
    public long[] diffs() {
        return diffs;
    }

    /** Row bytes in use. */
    public int heapBytes() {
        return offsets[times.length] - offsets[0];
    }

    /** Approximate bytes held on the heap of the JVM. */
    public long memoryBytes() {
        return heap.length + 20L * times.length + 96;
    }

    /** The smallest time, {@link Long#MAX_VALUE} when empty. */
    public long minTime() {
        long min = Long.MAX_VALUE;
        for (long time : times) {
            min = Math.min(min, time);
        }
        return min;
    }

    /** The largest time, -1 when empty. */
    public long maxTime() {
        long max = -1;
        for (long time : times) {
            max = Math.max(max, time);
        }
        return max;
    }

    /**
     * The first eight bytes of row i, padded with zeros, as a number whose signed order is the rows' order. Rows with
     * equal prefixes may still differ.
     */
    public long rowPrefix(int i) {
        int start = offsets[i];
        int length = offsets[i + 1] - start;
        if (length >= 8) {
            return (long) BIG_ENDIAN.get(heap, start) ^ Long.MIN_VALUE;
        }
        long value = 0;
        for (int k = 0; k < length; k++) {
            value |= (heap[start + k] & 0xFFL) << (56 - 8 * k);
        }
        return value ^ Long.MIN_VALUE;
    }

    /** Orders row i of {@code a} against row j of {@code b} as unsigned bytes. */
    public static int compareRows(Updates a, int i, Updates b, int j) {
        return Arrays.compareUnsigned(
                a.heap, a.offsets[i], a.offsets[i + 1], b.heap, b.offsets[j], b.offsets[j + 1]);
    }

    /** The same updates with every time at least {@code floor}. */
    public Updates forwardedTo(long floor) {
        if (minTime() >= floor) {
            return this;
        }
        long[] forwarded = times.clone();
        for (int i = 0; i < forwarded.length; i++) {
            forwarded[i] = Math.max(forwarded[i], floor);
        }
        return new Updates(heap, offsets, forwarded, diffs);
    }

    /** Sorted by (row, time), one update per pair, none with diff 0. */
    public Updates consolidated() {
        return Consolidation.consolidate(this);
    }

    /** The updates with {@code from <= time < to}, in the same order. */
    public Updates within(long from, long to) {
        int kept = 0;
        for (long time : times) {
            kept += time >= from && time < to ? 1 : 0;
        }
        if (kept == times.length) {
            return this;
        }
        UpdatesBuilder builder = builder();
        for (int i = 0; i < times.length; i++) {
            if (times[i] >= from && times[i] < to) {
                builder.addFrom(this, i, times[i], diffs[i]);
            }
        }
        return builder.build();
    }

    /** Updates {@code [from, to)}, sharing the heap. */
    public Updates slice(int from, int to) {
        if (from == 0 && to == times.length) {
            return this;
        }
        return from == to
                ? EMPTY
                : new Updates(
                        heap,
                        Arrays.copyOfRange(offsets, from, to + 1),
                        Arrays.copyOfRange(times, from, to),
                        Arrays.copyOfRange(diffs, from, to));
    }

    /** Equal columns, row by row. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Updates that) || that.size() != size()) {
            return false;
        }
        for (int i = 0; i < times.length; i++) {
            if (times[i] != that.times[i] || diffs[i] != that.diffs[i] || compareRows(this, i, that, i) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(times) + Arrays.hashCode(diffs);
    }

    @Override
    public String toString() {
        return "Updates[" + size() + " updates, " + heapBytes() + " bytes]";
    }
}
