package dev.mizu.base.time;

/** Wall and monotonic time, passed in wherever time is read. */
public interface Clock {
    /** Milliseconds since the Unix epoch; may jump. */
    long epochMillis();

    /** Nanoseconds from an arbitrary origin; never goes back. */
    long nanoTime();

    Clock SYSTEM = new Clock() {
        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    };
}
