package dev.mizu.persist;

import dev.mizu.base.Check;
import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
// tidy-allow: lock, whoever commits waits for the disk in its turn, which Exclusive forbids
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tables of a region: shards whose upper is that of one common txns shard, so that a commit touches only what it
 * writes and thousands of idle tables advance for the price of one append. The txns shard's collection is the set of
 * registered tables (row = shard id); a registered shard's own content is complete up to the txns shard's upper,
 * because every write to it is one multi-shard append together with the txns shard. Thread-safe.
 */
public final class TableShards implements AutoCloseable {
    private final PersistClient client;
    private final ShardMachine txns;
    private final Reader txnsReader;
    private final Listen registrations;
    private final Set<ShardId> registered = ConcurrentHashMap.newKeySet();
    private final Common common = new Common();
    /** Commits take turns here, so that the set of tables is settled before the next one checks it. */
    private final ReentrantLock turn = new ReentrantLock();

    private TableShards(PersistClient client, ShardId txns) {
        this.client = client;
        this.txns = client.machine(txns);
        this.txnsReader = client.openReader(txns, "txns");
        this.registrations = txnsReader.listenFrom(0);
    }

    /** Opens the txns shard, creating it if it is new. There is nothing to recover: commits are whole or not there. */
    public static TableShards open(PersistClient client, ShardId txns) {
        TableShards tables = new TableShards(client, txns);
        tables.settle();
        return tables;
    }

    /** What the readers of a table see of the txns shard. */
    private final class Common implements CommonUpper {
        @Override
        public long upperOf(ShardId shard) {
            // The upper is read first: whoever is registered afterwards was not written elsewhere below it.
            long upper = txns.state().upper();
            if (txns.place().shared()) {
                settle();
            }
            return registered.contains(shard) ? upper : 0;
        }

        @Override
        public void watch(Runnable watcher) {
            txns.watch(watcher);
        }

        @Override
        public void unwatch(Runnable watcher) {
            txns.unwatch(watcher);
        }
    }

    /** Takes in registrations up to the txns shard's newest known state. */
    private void settle() {
        turn.lock();
        try {
            Optional<ListenBatch> batch = registrations.pollBatch();
            while (batch.isPresent()) {
                Updates rows = batch.get().updates();
                for (int i = 0; i < rows.size(); i++) {
                    ShardId shard = new ShardId(new String(rows.row(i), StandardCharsets.UTF_8));
                    if (rows.diff(i) > 0) {
                        registered.add(shard);
                    } else {
                        registered.remove(shard);
                    }
                }
                batch = registrations.pollBatch();
            }
            txnsReader.downgradeSince(Math.max(0, registrations.frontier() - 1));
        } finally {
            turn.unlock();
        }
    }

    /** The common upper of all registered tables. */
    public long upper() {
        return txns.freshState().upper();
    }

    public Set<ShardId> registered() {
        return Set.copyOf(registered);
    }

    public boolean registered(ShardId table) {
        return registered.contains(table);
    }

    /**
     * One atomic, durable step: one fsync. {@code UpperMismatch} means that the commit's time is too low, or that one
     * of the other shards is not where it should be. After an {@code ExternalException} the outcome is not known: the
     * same commit must be tried again, before any other, until it is; what was written already is then recognised.
     */
    public AppendResult commit(TableCommit commit) {
        turn.lock();
        try {
            settle();
            TableStep step = new TableStep(client, txns, commit);
            for (ShardId table : step.written()) {
                boolean named = commit.registered.contains(table) || commit.forgotten.contains(table);
                Check.that(named || registered.contains(table), "%s is no table", table);
            }
            AppendResult result = step.run(commit.registrationChanges(registered));
            settleLater();
            return result;
        } finally {
            turn.unlock();
        }
    }

    /** Like {@link #settle}, but what is durable must not look failed because it cannot be read back just now. */
    private void settleLater() {
        try {
            settle();
        } catch (ExternalException e) {
            // The next commit settles first; until then a new table's upper is its own.
            return;
        }
    }

    /** Writes at time t; the common upper becomes t + 1. */
    public AppendResult commit(long t, Map<ShardId, Updates> writes) {
        TableCommit commit = new TableCommit(t);
        writes.forEach(commit::write);
        return commit(commit);
    }

    public AppendResult register(long t, ShardId table) {
        return commit(new TableCommit(t).register(table));
    }

    public AppendResult forget(long t, ShardId table) {
        return commit(new TableCommit(t).forget(table));
    }

    /** Makes all tables complete up to and including t, without writes. */
    public AppendResult advance(long t) {
        return commit(new TableCommit(t));
    }

    /** A reader whose upper is the common one as long as the shard is registered. */
    public Reader openReader(ShardId table, String purpose) {
        return client.openReader(table, purpose, common);
    }

    /** The same for one look at a time that somebody else keeps readable: see {@link PersistClient#openHeldReader}. */
    public Reader openHeldReader(ShardId table, String purpose) {
        return client.openReader(table, purpose, common, Duration.ZERO);
    }

    /** Calls {@code wake} after each move of the common upper; short and not blocking. */
    public Subscription onUpper(Runnable wake) {
        Runnable own = wake::run;
        txns.watch(own);
        return () -> txns.unwatch(own);
    }

    @Override
    public void close() {
        registrations.close();
        txnsReader.close();
    }
}
