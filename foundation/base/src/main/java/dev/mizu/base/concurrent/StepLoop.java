package dev.mizu.base.concurrent;

/** An owner of state that advances in steps: by a {@link LoopThread} in production, by hand in a test. */
public interface StepLoop {
    /** Does a bounded amount of work; returns whether it did any (idle loops are parked until woken). */
    boolean step();

    /** Called once, on the loop's thread, after the last step. */
    default void close() {}
}
