package dev.mizu.coordinator.groupcommit;

import dev.mizu.base.Check;
import dev.mizu.base.concurrent.Inbox;
import dev.mizu.base.concurrent.LoopThread;
import dev.mizu.base.concurrent.Promise;
import dev.mizu.base.concurrent.StepLoop;
import dev.mizu.base.error.ExternalException;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.time.Clock;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.oracle.TimestampOracle;
import dev.mizu.persist.AppendResult;
import dev.mizu.persist.TableCommit;
import dev.mizu.persist.TableShards;
import dev.mizu.persist.update.ShardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Commits writes in groups. Owns the order of writes and the last write time of each shard, on thread
 * {@code group-commit}. When nothing is written, tables still advance once per interval.
 */
public final class GroupCommit implements StepLoop, AutoCloseable {
    private static final int GROUP_LIMIT = 1_024;
    private static final int INBOX_CAPACITY = 16_384;
    /** Commits may run ahead of the clock by so much; sources, which follow the clock, are waited for by readers. */
    private static final long LEAD_MILLIS = 2;
    private static final long PAUSE_NANOS = 200_000;

    private final TableShards durable;
    private final TableShards memory;
    private final TimestampOracle oracle;
    private final Clock clock;
    private final long intervalMillis;
    private final Inbox<Pending> inbox = new Inbox<>(INBOX_CAPACITY);
    private final Map<ShardRef, Long> lastWrites = new HashMap<>();
    private final long startTime;
    private long lastCommitNanos;

    private record Pending(WriteRequest request, Promise<WriteOutcome> outcome) {}

    /** The two sets of tables that one commit touches. */
    public record Tables(TableShards durable, TableShards memory) {}

    public GroupCommit(Tables tables, TimestampOracle oracle, Clock clock, long intervalMillis) {
        this.durable = tables.durable();
        this.memory = tables.memory();
        this.oracle = oracle;
        this.clock = clock;
        this.intervalMillis = intervalMillis;
        this.startTime = oracle.readTs();
        this.lastCommitNanos = clock.nanoTime();
    }

    /** Starts the thread; {@code onFailure} hears a broken invariant, after which nothing is committed any more. */
    public static LoopThread start(GroupCommit commits, Consumer<Throwable> onFailure) {
        LoopThread thread = LoopThread.start("group-commit", commits, onFailure);
        commits.inbox.onPut(thread::wake);
        return thread;
    }

    /** Any thread. */
    public Promise<WriteOutcome> submit(WriteRequest request) throws InterruptedException {
        Pending pending = new Pending(request, new Promise<>());
        inbox.put(pending);
        return pending.outcome;
    }

    @Override
    public boolean step() {
        List<Pending> group = new ArrayList<>();
        for (Optional<Pending> next = inbox.poll(); next.isPresent(); next = inbox.poll()) {
            if (unchanged(next.get().request, group)) {
                group.add(next.get());
            } else {
                next.get().outcome.complete(new WriteOutcome.Conflict());
            }
            if (group.size() >= GROUP_LIMIT) {
                break;
            }
        }
        boolean due = clock.nanoTime() - lastCommitNanos >= intervalMillis * 1_000_000L;
        if (group.isEmpty() && !due) {
            return false;
        }
        commit(group);
        lastCommitNanos = clock.nanoTime();
        return true;
    }

    /** Whether what the writer read is as it was, also after the writes of this group that come before it. */
    private boolean unchanged(WriteRequest request, List<Pending> before) {
        for (ShardRef shard : request.unchanged()) {
            if (lastWrites.getOrDefault(shard, startTime) > request.readTime()) {
                return false;
            }
            for (Pending other : before) {
                if (other.request.writes().containsKey(shard)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void commit(List<Pending> group) {
        try {
            long time = commitDurably(group);
            TableCommit volatileRows = rowsAt(time, Location.MEMORY, group);
            Check.that(memory.commit(volatileRows).accepted(), "memory tables follow the durable ones");
            for (Pending pending : group) {
                pending.request.writes().keySet().forEach(shard -> lastWrites.put(shard, time));
                pending.request.forgotten().forEach(lastWrites::remove);
                pending.request.onDurable().accept(time);
            }
            oracle.applied(time);
            WriteOutcome committed = new WriteOutcome.Committed(time);
            group.forEach(pending -> pending.outcome.complete(committed));
        } catch (ExternalException e) {
            SqlException told = new SqlException(SqlState.DISK_FULL, "could not make the write durable: "
                    + e.getMessage());
            group.forEach(pending -> pending.outcome.fail(told));
        }
    }

    private long commitDurably(List<Pending> group) {
        while (true) {
            while (oracle.peekWrite() > clock.epochMillis() + LEAD_MILLIS) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            long time = oracle.allocateWrite();
            AppendResult result = durable.commit(rowsAt(time, Location.DURABLE, group));
            if (result.accepted()) {
                return time;
            }
        }
    }

    private static TableCommit rowsAt(long time, Location location, List<Pending> group) {
        TableCommit commit = new TableCommit(time);
        for (Pending pending : group) {
            WriteRequest request = pending.request;
            request.registered().stream().filter(s -> s.location() == location)
                    .forEach(s -> commit.register(new ShardId(s.shardId())));
            request.forgotten().stream().filter(s -> s.location() == location)
                    .forEach(s -> commit.forget(new ShardId(s.shardId())));
            request.writes().forEach((shard, batches) -> {
                if (shard.location() == location) {
                    batches.forEach(batch -> commit.write(new ShardId(shard.shardId()), batch));
                }
            });
        }
        return commit;
    }

    @Override
    public void close() {
        inbox.poll().ifPresent(pending -> pending.outcome.fail(
                new SqlException(SqlState.ADMIN_SHUTDOWN, "the region is shutting down")));
    }
}
