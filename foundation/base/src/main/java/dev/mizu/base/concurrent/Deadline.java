package dev.mizu.base.concurrent;

import java.time.Duration;

/** Something that happens unless it is called off in time. Waits on a virtual thread of its own. */
public final class Deadline implements AutoCloseable {
    private final Promise<Boolean> metOrLate = new Promise<>();

    private Deadline() {}

    /** Runs {@code late} after {@code time}, once, unless {@link #close} comes first. */
    public static Deadline start(String name, Duration time, Runnable late) {
        Deadline deadline = new Deadline();
        Thread.ofVirtual().name(name).start(() -> deadline.watch(time, late));
        return deadline;
    }

    private void watch(Duration time, Runnable late) {
        try {
            if (metOrLate.await(time).isEmpty() && metOrLate.complete(false)) {
                late.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Calls it off; without effect when it is too late, or done before. Any thread. */
    @Override
    public void close() {
        metOrLate.complete(true);
    }
}
