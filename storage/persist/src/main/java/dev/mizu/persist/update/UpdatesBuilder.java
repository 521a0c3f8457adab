package dev.mizu.persist.update;

import dev.mizu.base.Check;
import java.util.Arrays;

/** Grows the columns of one {@link Updates}. Single-threaded; after {@link #build()} it starts again, empty. */
public final class UpdatesBuilder {
    private static final int MAX_HEAP = Integer.MAX_VALUE - 64;

    private byte[] heap = new byte[256];
    private int[] offsets = new int[17];
    private long[] times = new long[16];
    private long[] diffs = new long[16];
    private int size;

    UpdatesBuilder() {}

    public UpdatesBuilder add(byte[] row, long time, long diff) {
        return add(row, 0, row.length, time, diff);
    }

    /** Adds the row {@code heap[start, end)}. */
    public UpdatesBuilder add(byte[] source, int start, int end, long time, long diff) {
        Check.that(time >= 0, "negative time");
        int used = offsets[size];
        int length = end - start;
        reserve(length);
        System.arraycopy(source, start, heap, used, length);
        offsets[size + 1] = used + length;
        times[size] = time;
        diffs[size] = diff;
        size++;
        return this;
    }

    /** Adds row i of {@code source} with another time and diff. */
    public UpdatesBuilder addFrom(Updates source, int i, long time, long diff) {
        return add(source.heap(), source.rowStart(i), source.rowEnd(i), time, diff);
    }

    public UpdatesBuilder addAll(Updates source) {
        for (int i = 0; i < source.size(); i++) {
            addFrom(source, i, source.time(i), source.diff(i));
        }
        return this;
    }

    /** Whether the update added last has this row and time. */
    public boolean lastEquals(Updates source, int i, long time) {
        return times[size - 1] == time
                && Arrays.equals(
                        heap, offsets[size - 1], offsets[size], source.heap(), source.rowStart(i), source.rowEnd(i));
    }

    /** Gives the update added last its diff, or takes it back when that is 0. */
    public void settleLast(long diff) {
        if (diff == 0) {
            size--;
        } else {
            diffs[size - 1] = diff;
        }
    }

    private void reserve(int length) {
        long needed = (long) offsets[size] + length;
        if (needed > heap.length) {
            Check.that(needed <= MAX_HEAP, "more than 2 GiB of rows in one batch");
            heap = Arrays.copyOf(heap, (int) Math.min(MAX_HEAP, Math.max(needed, heap.length * 2L)));
        }
        if (size == times.length) {
            int capacity = size * 2;
            offsets = Arrays.copyOf(offsets, capacity + 1);
            times = Arrays.copyOf(times, capacity);
            diffs = Arrays.copyOf(diffs, capacity);
        }
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Row bytes added so far. */
    public int heapBytes() {
        return offsets[size];
    }

    public Updates build() {
        Updates built = Updates.of(
                Arrays.copyOf(heap, offsets[size]),
                Arrays.copyOf(offsets, size + 1),
                Arrays.copyOf(times, size),
                Arrays.copyOf(diffs, size));
        size = 0;
        return built;
    }
}
