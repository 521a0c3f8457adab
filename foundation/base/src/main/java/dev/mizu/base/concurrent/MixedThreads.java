package dev.mizu.base.concurrent;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon platform threads while few are alive, virtual ones beyond. A platform thread that waits for a socket or an
 * answer wakes up about three times as fast as a virtual one, which matters to a few busy clients; thousands of them
 * would not fit. Thread-safe.
 */
public final class MixedThreads implements ThreadFactory {
    private final int platformMax;
    private final ThreadFactory platform;
    private final ThreadFactory virtual;
    private final AtomicInteger alive = new AtomicInteger();

    /** @param platformMax how many platform threads may be alive at once */
    public MixedThreads(String name, int platformMax) {
        this.platformMax = platformMax;
        this.platform = Thread.ofPlatform().daemon(true).name(name + "-p", 0).factory();
        this.virtual = Thread.ofVirtual().name(name + "-v", 0).factory();
    }

    @Override
    public Thread newThread(Runnable task) {
        if (alive.incrementAndGet() > platformMax) {
            alive.decrementAndGet();
            return virtual.newThread(task);
        }
        return platform.newThread(() -> {
            try {
                task.run();
            } finally {
                alive.decrementAndGet();
            }
        });
    }
}
