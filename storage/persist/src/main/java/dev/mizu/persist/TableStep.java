package dev.mizu.persist;

import dev.mizu.base.Check;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One commit to tables, as an append to the shards it touches and, last, so that it becomes visible last, to txns. */
final class TableStep {
    private final PersistClient client;
    private final ShardMachine txns;
    private final TableCommit commit;

    TableStep(PersistClient client, ShardMachine txns, TableCommit commit) {
        this.client = client;
        this.txns = txns;
        this.commit = commit;
    }

    /** The tables that get rows. */
    Set<ShardId> written() {
        Set<ShardId> tables = new LinkedHashSet<>(commit.updates.keySet());
        tables.addAll(commit.batches.keySet());
        return tables;
    }

    AppendResult run(Updates registrationChanges) {
        Check.that(commit.time >= 0 && commit.time < Long.MAX_VALUE - 1, "time %d out of range", commit.time);
        txns.freshState();
        long upper = txns.upperBefore(commit.time + 1);
        if (upper > commit.time) {
            return new AppendResult.UpperMismatch(txns.shard(), upper);
        }
        AppendStep step = new AppendStep();
        try {
            Set<ShardId> touched = written();
            touched.addAll(commit.registered);
            touched.addAll(commit.forgotten);
            for (ShardId table : touched) {
                addTable(step, table);
            }
            for (ShardAppend other : commit.others) {
                step.add(client.machine(other.shard()), other);
            }
            step.add(txns, new ShardAppend(txns.shard(), registrationChanges, upper, commit.time + 1));
        } catch (RuntimeException e) {
            step.discard();
            throw e;
        }
        return step.run();
    }

    private void addTable(AppendStep step, ShardId table) {
        ShardMachine machine = client.machine(table);
        List<WrittenBatch> batches = commit.batches.getOrDefault(table, List.of()).stream()
                .map(batch -> batch.forwardedTo(commit.time))
                .toList();
        machine.freshState();
        long upper = machine.upperBefore(commit.time + 1);
        // A table that was closed, or written as an ordinary shard beyond this time, is refused by its upper.
        long newUpper = Math.max(upper, commit.time + 1);
        step.add(machine, new ShardAppend(table, rows(table), batches, Math.min(upper, commit.time), newUpper));
    }

    private Updates rows(ShardId table) {
        UpdatesBuilder rows = Updates.builder();
        for (Updates written : commit.updates.getOrDefault(table, List.of())) {
            for (int i = 0; i < written.size(); i++) {
                rows.addFrom(written, i, commit.time, written.diff(i));
            }
        }
        return rows.build();
    }
}
