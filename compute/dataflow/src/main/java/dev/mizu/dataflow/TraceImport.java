package dev.mizu.dataflow;

import dev.mizu.base.Check;
import dev.mizu.dataflow.arrangement.ArrangementScan;
import dev.mizu.dataflow.arrangement.ReadHold;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.row.Vectors;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * A trace of another dataflow as a source: its contents at the as-of in slices, then its updates. Holds the trace
 * readable from the last time that the importing dataflow has finished.
 */
public final class TraceImport implements Source {
    private record Waiting(long time, Deltas deltas) {}

    private final Trace trace;
    private final long asOf;
    private final Optional<ColumnBatch> keys;
    private final ReadHold hold;
    private final BiConsumer<Long, Deltas> listener;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private Optional<ArrangementScan> scan = Optional.empty();
    private boolean scanned;
    private boolean closed;
    private long bytes;

    /**
     * Imports a trace that is readable at {@code asOf}, or will be.
     *
     * @param keys of the contents at the as-of only the rows under these; all later updates come anyway
     * @param heldTime what of the trace the importing dataflow still reads
     */
    TraceImport(Trace trace, long asOf, Optional<ColumnBatch> keys, LongSupplier heldTime, Runnable wake) {
        Check.that(trace.since() <= asOf, "an import at %d behind since %d", asOf, trace.since());
        this.trace = trace;
        this.asOf = asOf;
        this.keys = keys;
        this.hold = () -> closed ? Timestamps.CLOSED : heldTime.getAsLong();
        this.listener = (time, deltas) -> {
            if (time > asOf) {
                enqueue(time, deltas);
                wake.run();
            }
        };
        trace.hold(hold);
        trace.listen(listener);
        for (Deltas deltas : trace.updatesAfter(asOf)) {
            ColumnBatch any = deltas.rows().isEmpty() ? deltas.errors().getFirst() : deltas.rows().getFirst();
            enqueue(any.time(), deltas);
        }
    }

    private void enqueue(long time, Deltas deltas) {
        waiting.add(new Waiting(time, deltas));
        bytes += bytes(deltas);
    }

    private static long bytes(Deltas deltas) {
        long sum = 0;
        for (ColumnBatch batch : deltas.rows()) {
            sum += Vectors.bytes(batch);
        }
        return sum;
    }

    public Trace trace() {
        return trace;
    }

    @Override
    public long frontier() {
        return closed ? Timestamps.CLOSED : trace.upper();
    }

    @Override
    public long nextTime() {
        if (!scanned && !closed) {
            return asOf;
        }
        return waiting.isEmpty() ? Timestamps.CLOSED : waiting.peek().time();
    }

    @Override
    public Deltas take(long time, int rows) {
        if (!scanned && !closed) {
            return trace.upper() > asOf ? slice(rows) : Deltas.EMPTY;
        }
        Deltas taken = Deltas.EMPTY;
        // Whole ticks only: joins read the trace at complete times.
        while (!waiting.isEmpty() && waiting.peek().time() <= time) {
            Waiting next = waiting.poll();
            bytes -= bytes(next.deltas());
            taken = taken.plus(next.deltas());
        }
        return at(time, taken);
    }

    private Deltas slice(int rows) {
        if (keys.isPresent()) {
            scanned = true;
            return new Deltas(trace.lookup(keys.get(), asOf), trace.errorsAt(asOf));
        }
        List<ColumnBatch> errors = List.of();
        if (scan.isEmpty()) {
            scan = Optional.of(trace.scanRows(asOf));
            errors = trace.errorsAt(asOf);
        }
        List<ColumnBatch> slice = new ArrayList<>();
        int count = 0;
        while (count < rows) {
            Optional<ColumnBatch> next = scan.get().next();
            if (next.isEmpty()) {
                scanned = true;
                break;
            }
            slice.add(next.get());
            count += next.get().size();
        }
        return new Deltas(slice, errors);
    }

    private static Deltas at(long time, Deltas deltas) {
        List<ColumnBatch> rows = new ArrayList<>(deltas.rows().size());
        deltas.rows().forEach(batch -> rows.add(batch.withTime(time)));
        List<ColumnBatch> errors = new ArrayList<>(deltas.errors().size());
        deltas.errors().forEach(batch -> errors.add(batch.withTime(time)));
        return new Deltas(rows, errors);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            scan.ifPresent(ArrangementScan::close);
            trace.unlisten(listener);
            trace.release(hold);
            waiting.clear();
            bytes = 0;
        }
    }
}
