package dev.mizu.computeworker.shard;

import dev.mizu.base.error.ExternalException;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.persist.Listen;
import dev.mizu.persist.ListenBatch;
import dev.mizu.persist.Reader;
import dev.mizu.persist.Snapshot;
import dev.mizu.persist.update.Updates;
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
 * Reads one shard for one dataflow on a thread of its own: the snapshot at the as-of, then every change, decoded here.
 * It may run a few deliveries ahead of the loop, which gives a credit back for each one worked off.
 */
public final class ShardFeed {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final long RETRY_MILLIS = 200;
    private static final int CREDITS = 4;

    private final Source source;
    private final Receiver receiver;
    // The one place where the reading thread waits for the loop.
    private final Semaphore credits = new Semaphore(CREDITS);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /** What is read. */
    public record Source(ShardRef shard, List<PhysicalType> types, long asOf, String purpose) {
        public Source {
            types = List.copyOf(types);
        }
    }

    /** Some updates, each batch at one time; all updates before {@code frontier} have then been delivered. */
    public record Delivery(ShardFeed feed, List<ColumnBatch> rows, List<ColumnBatch> errors, long frontier) {}

    /** Takes what the thread has to say, on that thread. */
    public interface Receiver {
        void deliver(Delivery delivery) throws InterruptedException;

        /** The feed is over: reading went wrong for good. */
        void failed(RuntimeException failure);
    }

    private ShardFeed(ShardAccess access, Source source, Receiver receiver) {
        this.source = source;
        this.receiver = receiver;
        this.thread = Thread.ofVirtual().name("feed " + source.purpose()).unstarted(() -> run(access));
    }

    /** Starts reading. */
    public static ShardFeed start(ShardAccess access, Source source, Receiver receiver) {
        ShardFeed feed = new ShardFeed(access, source, receiver);
        feed.thread.start();
        return feed;
    }

    /** Lets the thread go on by one delivery. Called on the loop. */
    public void release() {
        credits.release();
    }

    /** Asks the thread to end; deliveries may still be on their way. */
    public void stop() {
        stopped.countDown();
        thread.interrupt();
    }

    private boolean stopped() {
        return stopped.getCount() == 0;
    }

    private void run(ShardAccess access) {
        try (Reader reader = access.reader(source.shard(), source.purpose())) {
            while (!stopped() && !reader.awaitUpperPast(source.asOf(), WAIT)) {
                // The shard is not complete at the as-of yet.
            }
            if (!stopped()) {
                snapshot(reader);
                try (Listen listen = reader.listen(source.asOf())) {
                    reader.downgradeSince(Timestamps.CLOSED);
                    follow(listen);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            if (!stopped()) {
                receiver.failed(failure);
            }
        }
    }

    private void snapshot(Reader reader) throws InterruptedException {
        try (Snapshot snapshot = reader.snapshot(source.asOf(), WAIT)) {
            for (Optional<Updates> chunk = snapshot.next(); chunk.isPresent(); chunk = snapshot.next()) {
                deliver(chunk.get(), Timestamps.MIN);
            }
        }
        deliver(Updates.EMPTY, Timestamps.next(source.asOf()));
    }

    private void follow(Listen listen) throws InterruptedException {
        while (!stopped() && listen.frontier() != Timestamps.CLOSED) {
            Optional<ListenBatch> batch;
            try {
                batch = listen.nextBatch(WAIT);
            } catch (ExternalException e) {
                // The listen stands where it stood: what failed is read again.
                stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                continue;
            }
            if (batch.isPresent()) {
                deliver(batch.get().updates(), batch.get().upper());
            } else if (Thread.interrupted() && stopped()) {
                return;
            }
        }
    }

    private void deliver(Updates updates, long frontier) throws InterruptedException {
        ShardRows.Decoded decoded = ShardRows.decode(updates, source.types());
        credits.acquire();
        receiver.deliver(new Delivery(this, decoded.rows(), decoded.errors(), frontier));
    }
}
