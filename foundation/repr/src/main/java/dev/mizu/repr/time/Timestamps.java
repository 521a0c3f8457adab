package dev.mizu.repr.time;

/** Bounds of time. A time is unsigned milliseconds below 2^63; a frontier is one time, closed when {@link #CLOSED}. */
public final class Timestamps {
    /** The first time there is. */
    public static final long MIN = 0L;

    /** The frontier that nothing comes after: a closed collection's upper, a dropped collection's since. */
    public static final long CLOSED = Long.MAX_VALUE;

    private Timestamps() {}

    /** The next time; a closed frontier stays closed. */
    public static long next(long time) {
        return time == CLOSED ? CLOSED : time + 1;
    }

    /** Whether a collection may be read at {@code time}: since <= time < upper. */
    public static boolean readable(long time, long since, long upper) {
        return since <= time && time < upper;
    }
}
