package dev.mizu.persist;

import dev.mizu.base.Check;
import dev.mizu.persist.machine.Place;
import dev.mizu.persist.machine.RunWriter;
import dev.mizu.persist.state.Run;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams many updates to blobs, a bounded part in memory at a time. Each part is sorted and becomes a run of its own.
 * Single-threaded. Closing it before {@link #finish()} deletes what was written.
 */
public final class BatchBuilder implements AutoCloseable {
    private static final int PART_ROWS_MAX = 1 << 19;

    private final Place place;
    private final ShardId shard;
    private final List<Run> runs = new ArrayList<>();
    private final UpdatesBuilder buffer = Updates.builder();
    private long count;
    private long minTime = Long.MAX_VALUE;
    private long maxTime = -1;
    private boolean finished;

    BatchBuilder(Place place, ShardId shard) {
        this.place = place;
        this.shard = shard;
    }

    public void add(byte[] row, long time, long diff) {
        add(row, 0, row.length, time, diff);
    }

    /** Adds the row {@code bytes[start, end)}. */
    public void add(byte[] bytes, int start, int end, long time, long diff) {
        Check.that(!finished, "the batch is finished");
        buffer.add(bytes, start, end, time, diff);
        count++;
        minTime = Math.min(minTime, time);
        maxTime = Math.max(maxTime, time);
        if (buffer.heapBytes() >= place.sizes().partTarget() || buffer.size() >= PART_ROWS_MAX) {
            flush();
        }
    }

    public void addAll(Updates updates) {
        for (int i = 0; i < updates.size(); i++) {
            add(updates.heap(), updates.rowStart(i), updates.rowEnd(i), updates.time(i), updates.diff(i));
        }
    }

    private void flush() {
        if (buffer.isEmpty()) {
            return;
        }
        try (RunWriter writer = new RunWriter(place, shard, -1)) {
            writer.add(buffer.build().consolidated());
            runs.addAll(writer.finish());
        }
    }

    /** Makes everything durable. */
    public WrittenBatch finish() {
        flush();
        finished = true;
        return new WrittenBatch(place, shard, List.copyOf(runs), new WrittenBatch.Range(count, minTime, maxTime));
    }

    @Override
    public void close() {
        if (!finished) {
            finished = true;
            RunWriter.delete(place, runs);
        }
    }
}
