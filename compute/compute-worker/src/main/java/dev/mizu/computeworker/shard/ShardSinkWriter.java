package dev.mizu.computeworker.shard;

import dev.mizu.base.error.ExternalException;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.persist.AppendResult;
import dev.mizu.persist.Listen;
import dev.mizu.persist.ListenBatch;
import dev.mizu.persist.Reader;
import dev.mizu.persist.Snapshot;
import dev.mizu.persist.Writer;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.repr.time.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes a collection back to its shard, on a thread of its own. It keeps the difference between what the collection
 * should be and what the shard holds, at first all of both, and appends what of it is complete. Whatever others
 * append in the meantime (another replica, this one before a restart) is subtracted: so equal writers agree, and a
 * shard that held something else is put right at the first time still open.
 */
public final class ShardSinkWriter {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final long RETRY_MILLIS = 200;

    private final ShardAccess access;
    private final Target target;
    private final Receiver receiver;
    private final LinkedBlockingQueue<Desired> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private final ByteSink scratch = new ByteSink(256);
    private UpdatesBuilder correction = Updates.builder();
    private long desiredUpper = Timestamps.MIN;
    private long shardUpper = Timestamps.MIN;

    /** Where to, and from which time on the collection is known. */
    public record Target(ShardRef shard, long asOf, String purpose) {}

    /** More of the collection; it is complete before {@code upper}. */
    private record Desired(List<ColumnBatch> rows, List<ColumnBatch> errors, long upper) {}

    /** Hears of progress, on the writer's thread. */
    public interface Receiver {
        /** The shard holds the collection before {@code upper}. */
        void written(long upper) throws InterruptedException;

        void failed(RuntimeException failure);
    }

    private ShardSinkWriter(ShardAccess access, Target target, Receiver receiver) {
        this.access = access;
        this.target = target;
        this.receiver = receiver;
        this.thread = Thread.ofVirtual().name("sink " + target.purpose()).unstarted(this::run);
    }

    public static ShardSinkWriter start(ShardAccess access, Target target, Receiver receiver) {
        ShardSinkWriter writer = new ShardSinkWriter(access, target, receiver);
        writer.thread.start();
        return writer;
    }

    /** Hands over updates and how far they are complete. Does not wait. Called on the loop. */
    public void desire(List<ColumnBatch> rows, List<ColumnBatch> errors, long upper) {
        queue.add(new Desired(List.copyOf(rows), List.copyOf(errors), upper));
    }

    public void stop() {
        stopped.countDown();
        thread.interrupt();
    }

    private boolean stopped() {
        return stopped.getCount() == 0;
    }

    private void run() {
        try (Reader reader = access.reader(target.shard(), target.purpose());
                Writer writer = access.writer(target.shard())) {
            beginUntilDone(reader, writer);
            while (!stopped() && desiredUpper != Timestamps.CLOSED) {
                Optional<Desired> next = Optional.ofNullable(queue.poll(WAIT.toMillis(), TimeUnit.MILLISECONDS));
                while (next.isPresent()) {
                    take(next.get());
                    next = Optional.ofNullable(queue.poll());
                }
                append(reader, writer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            if (!stopped()) {
                receiver.failed(failure);
            }
        }
    }

    private void beginUntilDone(Reader reader, Writer writer) throws InterruptedException {
        while (!stopped()) {
            try {
                begin(reader, writer.upper());
                return;
            } catch (ExternalException e) {
                correction = Updates.builder();
                stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Subtracts what the shard holds at the newest complete time; it counts against all times from there on. */
    private void begin(Reader reader, long upper) throws InterruptedException {
        shardUpper = upper;
        if (upper == Timestamps.MIN || upper == Timestamps.CLOSED) {
            return;
        }
        long last = Math.max(upper - 1, reader.since());
        try (Snapshot snapshot = reader.snapshot(last, WAIT)) {
            for (Optional<Updates> chunk = snapshot.next(); chunk.isPresent(); chunk = snapshot.next()) {
                subtract(chunk.get());
            }
        }
        reader.downgradeSince(last);
        receiver.written(upper);
    }

    private void subtract(Updates updates) {
        for (int i = 0; i < updates.size(); i++) {
            correction.addFrom(updates, i, updates.time(i), -updates.diff(i));
        }
    }

    private void take(Desired desired) {
        for (ColumnBatch batch : desired.rows()) {
            ShardRows.encode(batch, correction, scratch);
        }
        for (ColumnBatch batch : desired.errors()) {
            ShardRows.encodeErrors(batch, correction, scratch);
        }
        desiredUpper = Math.max(desiredUpper, desired.upper());
    }

    private void append(Reader reader, Writer writer) throws InterruptedException {
        while (desiredUpper > shardUpper && desiredUpper > target.asOf() && !stopped()) {
            // What belongs to times that are closed already is corrected at the first open one.
            Updates all = correction.build().forwardedTo(shardUpper).consolidated();
            Updates now = all.within(shardUpper, desiredUpper);
            correction = Updates.builder();
            AppendResult result;
            try {
                result = writer.compareAndAppend(now, shardUpper, desiredUpper);
            } catch (ExternalException e) {
                correction.addAll(all);
                stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                continue;
            }
            switch (result) {
                case AppendResult.Ok ok -> {
                    correction.addAll(all.within(desiredUpper, Timestamps.CLOSED));
                    shardUpper = desiredUpper;
                }
                case AppendResult.UpperMismatch(var shard, long current) -> {
                    correction.addAll(all);
                    catchUp(reader, current);
                }
            }
            reader.downgradeSince(shardUpper - 1);
            receiver.written(shardUpper);
        }
    }

    /** Somebody else appended: what they wrote is no longer to be written. */
    private void catchUp(Reader reader, long current) {
        try (Listen listen = reader.listenFrom(shardUpper)) {
            while (listen.frontier() < current && !stopped()) {
                listen.nextBatch(WAIT).map(ListenBatch::updates).ifPresent(this::subtract);
            }
            shardUpper = Math.max(shardUpper, listen.frontier());
        }
    }
}
