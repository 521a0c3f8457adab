package dev.mizu.computeworker.shard;

import dev.mizu.base.error.ExternalException;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.persist.Listen;
import dev.mizu.persist.Reader;
import dev.mizu.persist.Snapshot;
import dev.mizu.persist.Subscription;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.time.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads one shard for one dataflow: the snapshot at the as-of on a thread of its own, then every change as the
 * {@link FeedPoller} finds it; all of it decoded there. It may run a few deliveries ahead of the loop, which gives a
 * credit back for each one worked off.
 */
public final class ShardFeed {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final long RETRY_MILLIS = 200;
    private static final int CREDITS = 4;

    private final Source source;
    private final FeedPoller poller;
    // Where the snapshot's thread waits for the loop.
    private final Semaphore credits = new Semaphore(CREDITS);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    /** Updates of the snapshot that were delivered. */
    private long given;
    private Optional<Following> following = Optional.empty();

    /** What is read. */
    public record Source(ShardRef shard, List<PhysicalType> types, long asOf, String purpose) {
        public Source {
            types = List.copyOf(types);
        }
    }

    /** Some updates, each batch at one time; all updates before {@code frontier} have then been delivered. */
    public record Delivery(ShardFeed feed, List<ColumnBatch> rows, List<ColumnBatch> errors, long frontier) {}

    /** What is open while changes are followed. Used by one thread at a time: the snapshot's, then the poller's. */
    private record Following(Reader reader, Listen listen, Subscription subscription) {
        void close() {
            subscription.close();
            listen.close();
            reader.close();
        }
    }

    private ShardFeed(ShardAccess access, Source source, FeedPoller poller) {
        this.source = source;
        this.poller = poller;
        this.thread = Thread.ofVirtual().name("feed " + source.purpose()).unstarted(() -> run(access));
    }

    /** Starts reading; deliveries go to the poller's receiver. */
    public static ShardFeed start(ShardAccess access, Source source, FeedPoller poller) {
        ShardFeed feed = new ShardFeed(access, source, poller);
        feed.thread.start();
        return feed;
    }

    /** Lets the feed go on by one delivery. Called on the loop. */
    public void credit() {
        credits.release();
        if (credits.availablePermits() == 1) {
            // The poller may have passed it by.
            poller.signal();
        }
    }

    /** Asks the feed to end; deliveries may still be on their way. */
    public void stop() {
        stopped.countDown();
        thread.interrupt();
        poller.signal();
    }

    boolean stopped() {
        return stopped.getCount() == 0;
    }

    private void run(ShardAccess access) {
        try {
            while (!stopped()) {
                try {
                    begin(access);
                    return;
                } catch (ExternalException e) {
                    // What the snapshot gave already is passed over the next time.
                    stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                } catch (RuntimeException failure) {
                    if (!stopped()) {
                        poller.receiver().failed(this, failure);
                    }
                    return;
                } catch (Error e) {
                    // A dataflow that waits for ever would be worse than one that says why it ended.
                    poller.receiver().failed(this, new IllegalStateException("reading a snapshot ended by " + e, e));
                    throw e;
                }
            }
        } catch (InterruptedException e) {
            // The dataflow is gone.
            Thread.currentThread().interrupt();
        }
    }

    private void begin(ShardAccess access) throws InterruptedException {
        Reader reader = access.reader(source.shard(), source.purpose());
        boolean handedOver = false;
        try {
            while (!stopped() && !reader.awaitUpperPast(source.asOf(), WAIT)) {
                // The shard is not complete at the as-of yet.
            }
            if (stopped()) {
                return;
            }
            Listen listen = reader.listen(source.asOf());
            try {
                snapshot(reader);
            } catch (ExternalException e) {
                listen.close();
                throw e;
            }
            reader.downgradeSince(Timestamps.CLOSED);
            following = Optional.of(new Following(reader, listen, listen.onUpper(poller::signal)));
            poller.follow(this);
            handedOver = true;
        } finally {
            if (!handedOver) {
                reader.close();
            }
        }
    }

    /** A snapshot gives the same rows in the same order whenever it is read: so a broken one is gone on with. */
    private void snapshot(Reader reader) throws InterruptedException {
        long passed = 0;
        try (Snapshot snapshot = reader.snapshot(source.asOf(), WAIT)) {
            for (Optional<Updates> chunk = snapshot.next(); chunk.isPresent(); chunk = snapshot.next()) {
                Updates rest = without(chunk.get(), given - passed);
                passed += chunk.get().size();
                if (!rest.isEmpty()) {
                    credits.acquire();
                    poller.receiver().deliver(List.of(delivery(rest, Timestamps.MIN)));
                    given = passed;
                }
            }
        }
        credits.acquire();
        poller.receiver().deliver(List.of(delivery(Updates.EMPTY, Timestamps.next(source.asOf()))));
    }

    private static Updates without(Updates updates, long first) {
        if (first <= 0) {
            return updates;
        }
        UpdatesBuilder rest = Updates.builder();
        for (int i = (int) Math.min(first, updates.size()); i < updates.size(); i++) {
            rest.addFrom(updates, i, updates.time(i), updates.diff(i));
        }
        return rest.build();
    }

    /** What is new, if the loop has room for it. Called by the poller. */
    Optional<Delivery> poll() {
        if (!credits.tryAcquire()) {
            return Optional.empty();
        }
        Optional<Delivery> delivery = Optional.empty();
        try {
            delivery = following.orElseThrow().listen().pollBatch()
                    .map(next -> delivery(next.updates(), next.upper()));
        } finally {
            // Also after a failure, which is met again with the next poll: else a few of them would end all polls.
            if (delivery.isEmpty()) {
                credits.release();
            }
        }
        return delivery;
    }

    private Delivery delivery(Updates updates, long frontier) {
        ShardRows.Decoded decoded = ShardRows.decode(updates, source.types());
        return new Delivery(this, decoded.rows(), decoded.errors(), frontier);
    }

    /** Closes what is open. Called by the poller, after which it does not come back. */
    void release() {
        following.ifPresent(Following::close);
        following = Optional.empty();
    }
}
