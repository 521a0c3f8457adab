package dev.mizu.base.concurrent;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A number that one thread makes grow, and may end, while others wait for more. */
public final class Growth {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long reached;
    private boolean ended;

    public Growth(long start) {
        this.reached = start;
    }

    /** How far it is. */
    public long reached() {
        lock.lock();
        try {
            return reached;
        } finally {
            lock.unlock();
        }
    }

    /** Lets it be {@code to} from now on. */
    public void reach(long to) {
        lock.lock();
        try {
            reached = to;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits for more any longer; may be said more than once, by any thread. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is beyond {@code seen} or ended, at most so long; false when neither has come about. */
    public boolean awaitBeyond(long seen, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (reached <= seen && !ended && left > 0) {
                left = moved.awaitNanos(left);
            }
            return reached > seen || ended;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is beyond {@code seen} or ended; returns how far it is. */
    public long awaitBeyond(long seen) throws InterruptedException {
        lock.lock();
        try {
            while (reached <= seen && !ended) {
                moved.await();
            }
            return reached;
        } finally {
            lock.unlock();
        }
    }
}
