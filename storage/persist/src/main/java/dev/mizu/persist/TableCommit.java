package dev.mizu.persist;

import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@link TableShards#commit} does at one time, all or nothing. Rows are written with the commit's time, whatever
 * time they carry. Single-threaded; a commit is built once and may be tried again at a later time.
 */
public final class TableCommit {
    final long time;
    final Map<ShardId, List<Updates>> updates = new LinkedHashMap<>();
    final Map<ShardId, List<WrittenBatch>> batches = new LinkedHashMap<>();
    final Set<ShardId> registered = new LinkedHashSet<>();
    final Set<ShardId> forgotten = new LinkedHashSet<>();
    final List<ShardAppend> others = new ArrayList<>();

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
}
