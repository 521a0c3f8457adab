package dev.mizu.base.concurrent;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Calls a task again and again at a fixed pause, on a thread of its own, until closed. */
public final class Ticker implements AutoCloseable {
    private final Thread thread;
    private volatile boolean stopping;

    private Ticker(String name, Duration pause, Runnable task, Consumer<Throwable> onFailure) {
        thread = Thread.ofPlatform().name(name).daemon(true).unstarted(() -> {
            while (!stopping) {
                LockSupport.parkNanos(this, pause.toNanos());
                if (!stopping) {
                    try {
                        task.run();
                    } catch (RuntimeException | Error failure) {
                        onFailure.accept(failure);
                    }
                }
            }
        });
    }

    /** {@code onFailure} hears what the task throws; the ticking goes on. */
    public static Ticker start(String name, Duration pause, Runnable task, Consumer<Throwable> onFailure) {
        Ticker ticker = new Ticker(name, pause, task, onFailure);
        ticker.thread.start();
        return ticker;
    }

    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
    }
}
