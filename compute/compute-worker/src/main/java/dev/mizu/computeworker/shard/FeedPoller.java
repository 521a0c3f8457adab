package dev.mizu.computeworker.shard;

import dev.mizu.base.error.ExternalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread of a replica that follows all shards whose snapshots are read. When an upper moves it asks every feed
 * what is new and tells the loop in one message, so that a tick over many idle imports costs one wake-up and not one
 * for each.
 */
public final class FeedPoller implements AutoCloseable {
    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    private final Receiver receiver;
    private final ConcurrentLinkedQueue<ShardFeed> arriving = new ConcurrentLinkedQueue<>();
    private final List<ShardFeed> feeds = new ArrayList<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    /** Takes what is new, on the poller's thread or on that of a feed's snapshot. */
    public interface Receiver {
        void deliver(List<ShardFeed.Delivery> deliveries) throws InterruptedException;

        /** A feed is over: reading went wrong for good. */
        void failed(ShardFeed feed, RuntimeException failure) throws InterruptedException;
    }

    private FeedPoller(Receiver receiver) {
        this.receiver = receiver;
        this.thread = Thread.ofPlatform().name("shard feeds").daemon(true).unstarted(this::run);
    }

    public static FeedPoller start(Receiver receiver) {
        FeedPoller poller = new FeedPoller(receiver);
        poller.thread.start();
        return poller;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Takes over a feed that has delivered its snapshot. */
    void follow(ShardFeed feed) {
        arriving.add(feed);
        signal();
    }

    /** Says that there may be something new. Any thread; does not wait. */
    void signal() {
        if (!signalled.get() && signalled.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        try {
            while (!closed.get()) {
                boolean all = poll();
                if (!signalled.get()) {
                    LockSupport.parkNanos(this, all ? 5 * PAUSE_NANOS : PAUSE_NANOS);
                }
            }
        } catch (InterruptedException e) {
            // Closing.
            Thread.currentThread().interrupt();
        } finally {
            feeds.forEach(ShardFeed::release);
        }
    }

    /** One round over all feeds; whether all of them could be read. */
    private boolean poll() throws InterruptedException {
        signalled.set(false);
        for (ShardFeed feed = arriving.poll(); feed != null; feed = arriving.poll()) {
            feeds.add(feed);
        }
        boolean all = true;
        boolean more = true;
        while (more && !closed.get()) {
            List<ShardFeed.Delivery> deliveries = new ArrayList<>();
            for (Iterator<ShardFeed> each = feeds.iterator(); each.hasNext(); ) {
                ShardFeed feed = each.next();
                try {
                    if (feed.stopped()) {
                        each.remove();
                        feed.release();
                    } else {
                        feed.poll().ifPresent(deliveries::add);
                    }
                } catch (ExternalException e) {
                    // The feed stands where it stood: what failed is read again.
                    all = false;
                } catch (RuntimeException failure) {
                    each.remove();
                    feed.release();
                    receiver.failed(feed, failure);
                }
            }
            more = !deliveries.isEmpty();
            if (more) {
                receiver.deliver(deliveries);
            }
        }
        return all;
    }

    @Override
    public void close() {
        closed.set(true);
        thread.interrupt();
    }
}
