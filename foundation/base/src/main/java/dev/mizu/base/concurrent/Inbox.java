package dev.mizu.base.concurrent;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/** The bounded queue of immutable messages before a {@link StepLoop}. Any thread may put; only the loop takes. */
public final class Inbox<M> {
    private final ArrayBlockingQueue<M> queue;
    private volatile Runnable wake = () -> {};

    public Inbox(int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
    }

    /** What to call after a message was put, usually {@link LoopThread#wake()}. */
    public void onPut(Runnable wakeLoop) {
        wake = wakeLoop;
    }

    /** Waits while the inbox is full. */
    public void put(M message) throws InterruptedException {
        queue.put(message);
        wake.run();
    }

    /** Returns whether there was room. */
    public boolean offer(M message) {
        boolean accepted = queue.offer(message);
        if (accepted) {
            wake.run();
        }
        return accepted;
    }

    /** Returns whether there was room. Nobody is woken: the caller sees to that, as by {@link LoopThread#assist}. */
    public boolean offerQuietly(M message) {
        return queue.offer(message);
    }

    /** The next message, if one is there. */
    public Optional<M> poll() {
        return Optional.ofNullable(queue.poll());
    }

    public int size() {
        return queue.size();
    }
}
