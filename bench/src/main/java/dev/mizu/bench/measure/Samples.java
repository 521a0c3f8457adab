package dev.mizu.bench.measure;

import java.util.Arrays;

/** Durations in nanoseconds, gathered by one thread. */
public final class Samples {
    private static final int FIRST_CAPACITY = 1_024;
    private static final double NANOS_IN_MILLI = 1e6;

    private long[] nanos = new long[FIRST_CAPACITY];
    private int size;

    public void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = duration;
    }

    public int size() {
        return size;
    }

    /** The smallest sample that at least {@code share} of all samples do not exceed, in milliseconds. */
    public double percentileMillis(double share) {
        if (size == 0) {
            throw new IllegalStateException("no samples");
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * size);
        return sorted[Math.max(0, rank - 1)] / NANOS_IN_MILLI;
    }

    public double medianMillis() {
        return percentileMillis(0.5);
    }
}
