package dev.mizu.base.concurrent;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Owns the platform thread that drives one {@link StepLoop}; parks it while there is nothing to do. While it is parked,
 * whoever waits for an answer of the loop may {@link #assist}: the loop has one owner at a time, not one for ever.
 */
public final class LoopThread implements AutoCloseable {
    private static final long PARK_NANOS = 20_000_000L;
    /** Steps that one assistant does before it leaves the rest to the loop's own thread. */
    private static final int ASSISTED_STEPS = 8;

    private final StepLoop loop;
    private final Thread thread;
    /** Whoever steps the loop holds it. */
    private final ReentrantLock turn = new ReentrantLock();
    /** Calls of {@link #assist} that nobody has looked after yet. */
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean stopping;
    private volatile boolean parked;
    /** Why a step of an assistant ended; the loop's thread finds it and ends. */
    private volatile Optional<Throwable> failure = Optional.empty();

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
                if (!step()) {
                    parked = true;
                    if (!stopping && !step()) {
                        LockSupport.parkNanos(this, PARK_NANOS);
                    }
                    parked = false;
                }
            }
        } catch (Throwable failure) {
            onFailure.accept(failure);
        } finally {
            turn.lock();
            loop.close();
        }
    }

    private boolean step() {
        turn.lock();
        try {
            if (failure.isPresent()) {
                throw new IllegalStateException("a step of the loop failed", failure.get());
            }
            return loop.step();
        } finally {
            turn.unlock();
        }
    }

    /** Ends the park, if there is one. Any thread. */
    public void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Has what was put before done soon: by the calling thread when the loop rests, which saves the two switches of
     * threads that an answer from the loop's own thread costs; else by whoever steps the loop now. One caller at a time
     * steps, for the others as well (flat combining; Hendler and others, SPAA 2010). Any thread that may run the loop's
     * code.
     */
    public void assist() {
        if (!parked || asked.getAndIncrement() > 0) {
            return;
        }
        int steps = 0;
        int answered;
        do {
            answered = asked.get();
            if (!turn.tryLock()) {
                leaveToOwnThread();
                return;
            }
            boolean more = true;
            try {
                while (more && steps++ < ASSISTED_STEPS) {
                    more = !stopping && loop.step();
                }
            } catch (RuntimeException | Error e) {
                failure = Optional.of(e);
            } finally {
                turn.unlock();
            }
            if (more) {
                leaveToOwnThread();
                return;
            }
        } while (asked.addAndGet(-answered) != 0);
    }

    /** Whoever asked up to here put its message before: the loop's thread finds it. */
    private void leaveToOwnThread() {
        asked.set(0);
        LockSupport.unpark(thread);
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
