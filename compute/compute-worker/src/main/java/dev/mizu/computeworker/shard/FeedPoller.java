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
    private static final System.Logger LOG = System.getLogger(FeedPoller.class.getName());
    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    private static final long TOLD_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private final Receiver receiver;
    private final ConcurrentLinkedQueue<ShardFeed> arriving = new ConcurrentLinkedQueue<>();
    private final List<ShardFeed> feeds = new ArrayList<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;
    /** When a failure of the world was last told of; the thread's own. */
    private long told = System.nanoTime() - TOLD_AGAIN_NANOS - 1;

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

    /** Says that the world fails: the first time, and now and then while that goes on. */
    private void tell(ExternalException failure) {
        long now = System.nanoTime();
        if (now - told > TOLD_AGAIN_NANOS) {
            told = now;
            LOG.log(System.Logger.Level.WARNING, "a change of a collection cannot be read; trying again", failure);
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
        } catch (Error e) {
            // Nobody follows these any more: what reads them must not wait for ever.
            feeds.forEach(feed -> fail(feed, e));
            throw e;
        } finally {
            feeds.forEach(ShardFeed::release);
        }
    }

    private void fail(ShardFeed feed, Error why) {
        try {
            receiver.failed(feed, new IllegalStateException("reading changes ended by " + why, why));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
                    tell(e);
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
