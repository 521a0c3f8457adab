package dev.mizu.base.concurrent;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Owns the platform thread that drives one {@link StepLoop}; parks it while there is nothing to do. */
public final class LoopThread implements AutoCloseable {
    private static final long PARK_NANOS = 20_000_000L;

    private final StepLoop loop;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean parked;

    private LoopThread(String name, StepLoop loop, Consumer<Throwable> onFailure) {
        this.loop = loop;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(() -> run(onFailure));
    }

    /** Starts the loop; {@code onFailure} hears the exception that ended it, on the loop's thread. */
    public static LoopThread start(String name, StepLoop loop, Consumer<Throwable> onFailure) {
        LoopThread started = new LoopThread(name, loop, onFailure);
        started.thread.start();
        return started;
    }

    private void run(Consumer<Throwable> onFailure) {
        try {
            while (!stopping) {
                if (!loop.step()) {
                    parked = true;
                    if (!stopping && !loop.step()) {
                        LockSupport.parkNanos(this, PARK_NANOS);
                    }
                    parked = false;
                }
            }
        } catch (Throwable failure) {
            onFailure.accept(failure);
        } finally {
            loop.close();
        }
    }

    /** Ends the park, if there is one. Any thread. */
    public void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /** Asks the loop to stop after its current step and waits for it. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
