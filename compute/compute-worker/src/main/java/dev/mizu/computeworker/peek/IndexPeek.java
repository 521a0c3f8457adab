package dev.mizu.computeworker.peek;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeworker.render.IndexSource;
import dev.mizu.dataflow.Trace;
import dev.mizu.dataflow.arrangement.ArrangementScan;
import dev.mizu.dataflow.arrangement.ReadHold;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeCommand.PeekTarget;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A peek at an index, from its arrival until its answer: holds the index readable at its time, waits until it is
 * complete there, then looks keys up or scans in slices. Owned by the loop.
 */
public final class IndexPeek {
    private final ComputeCommand.Peek command;
    private final GlobalId index;
    private final IndexSource source;
    private final Optional<List<Row>> keys;
    private final RowGathering gathering;
    private final int[] restored;
    private final ReadHold hold;
    private Optional<ArrangementScan> scan = Optional.empty();

    /** A peek at an index that is readable at its time, or will be. */
    public IndexPeek(ComputeCommand.Peek command, PeekTarget.Index target, IndexSource source) {
        this.command = command;
        this.index = target.id();
        this.source = source;
        this.keys = target.keys();
        this.restored = source.shape().restored();
        this.gathering = new RowGathering(
                command.timestamp(), command.mfp(), command.finishing(), source.shape().columns());
        long time = command.timestamp();
        this.hold = () -> time;
        source.trace().hold(hold);
    }

    public UUID id() {
        return command.id();
    }

    /** The index read. */
    public GlobalId index() {
        return index;
    }

    /** Whether the index is complete at the peek's time. */
    public boolean ready() {
        return source.trace().upper() > command.timestamp();
    }

    /** Reads about {@code slices} thousand rows; the answer when that was all. Only of a peek that is ready. */
    public Optional<PeekResult> step(int slices) {
        Trace trace = source.trace();
        if (scan.isEmpty()) {
            trace.firstError(command.timestamp()).ifPresent(gathering::addErrors);
            if (!gathering.satisfied() && keys.isPresent()) {
                trace.lookup(keyBatch(), command.timestamp()).forEach(this::gather);
            }
            if (keys.isPresent() || gathering.satisfied()) {
                return Optional.of(gathering.finish());
            }
            scan = Optional.of(trace.scanRows(command.timestamp()));
        }
        for (int i = 0; i < slices; i++) {
            Optional<ColumnBatch> next = scan.get().next();
            next.ifPresent(this::gather);
            if (next.isEmpty() || gathering.satisfied()) {
                return Optional.of(gathering.finish());
            }
        }
        return Optional.empty();
    }

    private void gather(ColumnBatch batch) {
        gathering.add(batch.project(restored));
    }

    private ColumnBatch keyBatch() {
        List<PhysicalType> types = source.shape().types().subList(0, source.shape().keyColumns());
        BatchBuilder builder = new BatchBuilder(types, keys.orElseThrow().size());
        new LinkedHashSet<>(keys.orElseThrow()).forEach(key -> builder.append(key.datums(), 1));
        return builder.build(command.timestamp());
    }

    /** Lets go of the index. */
    public void close() {
        scan.ifPresent(ArrangementScan::close);
        source.trace().release(hold);
    }
}
