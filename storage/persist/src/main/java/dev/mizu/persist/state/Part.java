package dev.mizu.persist.state;

import dev.mizu.persist.update.Updates;

/** A consolidated piece of a run. Times are forwarded to {@code floor} when it is read. */
public sealed interface Part {
    /** Updates in it. */
    long count();

    /** Approximate stored bytes. */
    long bytes();

    /** The greatest time in it, after forwarding. */
    long maxTime();

    /** The least time that its updates are forwarded to. */
    long floor();

    /** The same part with times at least {@code floor}. */
    Part forwardedTo(long floor);

    /** The same part without the name of a blob. */
    Part anonymous();

    /** Updates that ride in the state itself. Their times are already forwarded. */
    record Inline(Updates updates, long maxTime) implements Part {
        public Inline(Updates updates) {
            this(updates, updates.maxTime());
        }

        @Override
        public long count() {
            return updates.size();
        }

        @Override
        public long bytes() {
            return updates.heapBytes() + 8L * updates.size();
        }

        @Override
        public long floor() {
            return 0;
        }

        @Override
        public Part forwardedTo(long floor) {
            return new Inline(updates.forwardedTo(floor));
        }

        @Override
        public Part anonymous() {
            return this;
        }
    }

    /**
     * Updates in a blob.
     *
     * @param bytes size of the blob
     * @param footerBytes how many of them, at the end, are the footer
     * @param storedMaxTime the greatest time as stored
     */
    record Stored(String key, long count, long bytes, int footerBytes, long storedMaxTime, long floor)
            implements Part {
        @Override
        public long maxTime() {
            return Math.max(storedMaxTime, floor);
        }

        @Override
        public Part forwardedTo(long newFloor) {
            return new Stored(key, count, bytes, footerBytes, storedMaxTime, Math.max(floor, newFloor));
        }

        @Override
        public Part anonymous() {
            return new Stored("", count, bytes, footerBytes, storedMaxTime, floor);
        }
    }
}
