package dev.mizu.persist;

import dev.mizu.persist.machine.Place;
import dev.mizu.persist.machine.RunWriter;
import dev.mizu.persist.state.Run;
import dev.mizu.persist.update.ShardId;
import java.util.List;

/** Rows that are already durable but not part of their shard yet: append them once, or {@link #delete()} them. */
public final class WrittenBatch {
    private final Place place;
    private final ShardId shard;
    private final List<Run> runs;
    private final long count;
    private final long minTime;
    private final long maxTime;

    WrittenBatch(Place place, ShardId shard, List<Run> runs, Range range) {
        this.place = place;
        this.shard = shard;
        this.runs = runs;
        this.count = range.count();
        this.minTime = range.minTime();
        this.maxTime = range.maxTime();
    }

    /** How many updates there are, and their times. */
    record Range(long count, long minTime, long maxTime) {}

    public ShardId shard() {
        return shard;
    }

    /** Updates in it, before consolidation. */
    public long count() {
        return count;
    }

    List<Run> runs() {
        return runs;
    }

    long minTime() {
        return minTime;
    }

    long maxTime() {
        return maxTime;
    }

    /** The same batch with every time at least {@code floor}: how a COPY gets its commit time. */
    public WrittenBatch forwardedTo(long floor) {
        List<Run> forwarded = runs.stream().map(run -> run.forwardedTo(floor)).toList();
        Range range = new Range(count, Math.max(minTime, floor), Math.max(maxTime, floor));
        return new WrittenBatch(place, shard, forwarded, range);
    }

    /** Removes the blobs of a batch that will not be appended. */
    public void delete() {
        RunWriter.delete(place, runs);
    }
}
