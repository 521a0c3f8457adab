package dev.mizu.computeworker.export;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeworker.shard.ShardSinkWriter;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.List;

/** A materialized view: hands updates to the thread that writes them, and knows how far that is. Owned by the loop. */
public final class ShardSinkState implements ExportState {
    private final GlobalId id;
    private final long asOf;
    private final ShardSinkWriter writer;
    private final List<ColumnBatch> rows = new ArrayList<>();
    private final List<ColumnBatch> errors = new ArrayList<>();
    private long desired = Timestamps.MIN;
    private long written = Timestamps.MIN;

    public ShardSinkState(GlobalId id, long asOf, ShardSinkWriter writer) {
        this.id = id;
        this.asOf = asOf;
        this.writer = writer;
    }

    @Override
    public GlobalId id() {
        return id;
    }

    /** Takes updates of the collection. */
    public void accept(Deltas deltas) {
        rows.addAll(deltas.rows());
        errors.addAll(deltas.errors());
    }

    @Override
    public void advance(long upper) {
        if (upper > desired || !rows.isEmpty() || !errors.isEmpty()) {
            desired = Math.max(desired, upper);
            writer.desire(rows, errors, desired);
            rows.clear();
            errors.clear();
        }
    }

    /** Hears how far the shard is written. */
    public void written(long upper) {
        written = Math.max(written, upper);
    }

    @Override
    public ComputeResponse.Frontiers frontiers(long upper, boolean hydrated) {
        return new ComputeResponse.Frontiers(id, written, asOf, written > asOf);
    }

    @Override
    public void close() {
        writer.stop();
    }
}
