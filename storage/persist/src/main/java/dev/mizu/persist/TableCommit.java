package dev.mizu.persist;

import dev.mizu.base.Check;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link TableShards#commit} does at one time, all or nothing. Rows are written with the commit's time, whatever
 * time they carry. Single-threaded; after a failure the same object may be tried again.
 */
public final class TableCommit {
    final long time;
    final Map<ShardId, List<Updates>> updates = new LinkedHashMap<>();
    final Map<ShardId, List<WrittenBatch>> batches = new LinkedHashMap<>();
    final Set<ShardId> registered = new LinkedHashSet<>();
    final Set<ShardId> forgotten = new LinkedHashSet<>();
    final List<ShardAppend> others = new ArrayList<>();
    private Optional<Updates> registrationChanges = Optional.empty();

    /** A commit at {@code time}, which must be at or above the txns upper; afterwards that is {@code time + 1}. */
    public TableCommit(long time) {
        this.time = time;
    }

    /** Rows for a registered table, or one registered in this commit. */
    public TableCommit write(ShardId table, Updates rows) {
        updates.computeIfAbsent(table, ignored -> new ArrayList<>()).add(rows);
        return this;
    }

    /** Rows written ahead, with times up to the commit's, which they all get. */
    public TableCommit write(ShardId table, WrittenBatch rows) {
        batches.computeIfAbsent(table, ignored -> new ArrayList<>()).add(rows);
        return this;
    }

    /** From this time on the shard is a table: its upper follows the txns shard. */
    public TableCommit register(ShardId table) {
        registered.add(table);
        return this;
    }

    /** The table's upper stops at {@code time + 1}. */
    public TableCommit forget(ShardId table) {
        forgotten.add(table);
        return this;
    }

    /** An append to a shard that is not a table (the catalog's), in the same atomic step. */
    public TableCommit alsoAppend(ShardAppend append) {
        others.add(append);
        return this;
    }

    /**
     * What it does to the txns shard's collection, given the tables of before. Fixed at the first try: a second one
     * must look the same to be recognised.
     */
    Updates registrationChanges(Set<ShardId> tables) {
        Updates changes = registrationChanges.orElseGet(() -> changesOf(tables));
        registrationChanges = Optional.of(changes);
        return changes;
    }

    private Updates changesOf(Set<ShardId> tables) {
        UpdatesBuilder changes = Updates.builder();
        for (ShardId table : registered) {
            if (!tables.contains(table)) {
                changes.add(table.value().getBytes(StandardCharsets.UTF_8), time, 1);
            }
        }
        for (ShardId table : forgotten) {
            Check.that(tables.contains(table) || registered.contains(table), "%s is no table", table);
            changes.add(table.value().getBytes(StandardCharsets.UTF_8), time, -1);
        }
        return changes.build();
    }
}
