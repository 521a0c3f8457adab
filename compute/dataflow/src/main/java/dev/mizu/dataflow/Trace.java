package dev.mizu.dataflow;

import dev.mizu.dataflow.arrangement.Arrangement;
import dev.mizu.dataflow.arrangement.ArrangementScan;
import dev.mizu.dataflow.arrangement.ReadHold;
import dev.mizu.dataflow.arrangement.View;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.dataflow.row.Consolidation;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A collection arranged for others: rows and errors, readable at times in {@code [since, upper)}. It is the last
 * operator of the dataflow that makes it, and lives as long as that does. Owned by the replica's loop.
 */
public final class Trace implements Operator {
    private final Arrangement rows;
    private final Arrangement errors = new Arrangement(List.of(PhysicalType.BYTES), 1);
    private final List<BiConsumer<Long, Deltas>> listeners = new ArrayList<>();
    private final List<Deltas> pushed = new ArrayList<>();
    private LongSupplier upper = () -> Timestamps.MIN;
    private long compaction = Timestamps.MIN;
    private final ReadHold compactionHold = () -> compaction;

    /** A trace of rows whose first {@code keyColumns} columns are the key, readable from {@code asOf} on. */
    Trace(List<PhysicalType> schema, int keyColumns, long asOf) {
        rows = new Arrangement(schema, keyColumns);
        compaction = asOf;
        hold(compactionHold);
    }

    void followUpper(LongSupplier dataflowUpper) {
        upper = dataflowUpper;
    }

    public Arrangement rows() {
        return rows;
    }

    /** Complete before this time. */
    public long upper() {
        return upper.getAsLong();
    }

    /** Readable from this time on. */
    public long since() {
        return Math.max(rows.since(), errors.since());
    }

    /** What {@link #allowCompaction} allowed last. */
    public long compaction() {
        return compaction;
    }

    /** Lets times before {@code since} go, as far as no other hold keeps them. */
    public void allowCompaction(long since) {
        if (since > compaction) {
            compaction = since;
            maintain();
        }
    }

    /** Keeps the trace readable at a hold's time until it is released. */
    public void hold(ReadHold hold) {
        rows.addHold(hold);
        errors.addHold(hold);
    }

    public void release(ReadHold hold) {
        rows.removeHold(hold);
        errors.removeHold(hold);
        maintain();
    }

    private void maintain() {
        rows.maintain();
        errors.maintain();
    }

    /** All rows at a time that the caller holds. */
    public ArrangementScan scanRows(long time) {
        return rows.scan(time);
    }

    /** The rows under some keys (whose columns are the trace's key) at a time that the caller holds. */
    public List<ColumnBatch> lookup(ColumnBatch keys, long time) {
        RowLayout layout = rows.layout();
        EncodedRows chunk = new EncodedRows(
                new RowLayout(layout.types().subList(0, layout.keyColumns()), layout.keyColumns()));
        int[] columns = IntStream.range(0, layout.keyColumns()).toArray();
        List<ColumnBatch> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += EncodedRows.CHUNK) {
            chunk.encode(keys, columns, from, Math.min(keys.size(), from + EncodedRows.CHUNK));
            rows.lookup(chunk, View.asOf(time), (matches, reader) -> {
                List<Vector> vectors = new ArrayList<>(layout.arity());
                for (int column = 0; column < layout.arity(); column++) {
                    vectors.add(reader.column(column, matches));
                }
                found.add(new ColumnBatch(matches.size(), vectors,
                        Arrays.copyOf(matches.diffs(), matches.size()), time));
            });
        }
        return Consolidation.consolidate(found);
    }

    /** One of the errors at a time, if there is any. */
    public Optional<ColumnBatch> firstError(long time) {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        try (ArrangementScan scan = errors.scan(time)) {
            return scan.next().map(batch -> batch.select(new int[] {0}, 1));
        }
    }

    /** All errors at a time. */
    List<ColumnBatch> errorsAt(long time) {
        List<ColumnBatch> found = new ArrayList<>();
        try (ArrangementScan scan = errors.scan(time)) {
            for (Optional<ColumnBatch> next = scan.next(); next.isPresent(); next = scan.next()) {
                found.add(next.get());
            }
        }
        return found;
    }

    /** The committed updates after a time. */
    List<Deltas> updatesAfter(long time) {
        List<Deltas> updates = new ArrayList<>();
        rows.updatesAfter(time).forEach(batch -> updates.add(Deltas.of(batch)));
        errors.updatesAfter(time).forEach(batch -> updates.add(Deltas.EMPTY.withErrors(List.of(batch))));
        return updates;
    }

    /** Hears of every later commit, with its time. */
    void listen(BiConsumer<Long, Deltas> listener) {
        listeners.add(listener);
    }

    /** Whether other dataflows read it. */
    public boolean imported() {
        return !listeners.isEmpty();
    }

    void unlisten(BiConsumer<Long, Deltas> listener) {
        listeners.remove(listener);
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        Deltas input = inputs.getFirst();
        rows.stage(input.rows());
        errors.stage(input.errors());
        if (!listeners.isEmpty() && !input.isEmpty()) {
            pushed.add(input);
        }
        return input;
    }

    @Override
    public void commit() {
        rows.commit();
        errors.commit();
        for (Deltas deltas : pushed) {
            ColumnBatch any = deltas.rows().isEmpty() ? deltas.errors().getFirst() : deltas.rows().getFirst();
            listeners.forEach(listener -> listener.accept(any.time(), deltas));
        }
        pushed.clear();
    }

    @Override
    public long stateRows() {
        return rows.rows() + errors.rows();
    }

    @Override
    public long stateBytes() {
        return rows.bytes() + errors.bytes();
    }
}
