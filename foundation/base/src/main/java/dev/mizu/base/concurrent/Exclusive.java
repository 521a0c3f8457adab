package dev.mizu.base.concurrent;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A short critical section over state that has one owner at a time. Never wait for clients or other threads inside. */
public final class Exclusive {
    private final ReentrantLock lock = new ReentrantLock();

    public void run(Runnable section) {
        lock.lock();
        try {
            section.run();
        } finally {
            lock.unlock();
        }
    }

    public <T> T get(Supplier<T> section) {
        lock.lock();
        try {
            return section.get();
        } finally {
            lock.unlock();
        }
    }
}
