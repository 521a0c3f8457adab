package dev.mizu.dataflow.operator;

import dev.mizu.base.Check;
import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.dataflow.row.Vectors;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows that are there from one time to another. What happens later waits in a schedule: all rows under one key, the
 * empty one, sorted by when they come or go, so that insertions and deletions of one row at one time cancel while they
 * wait.
 */
public final class TemporalFilter implements Operator {
    private final Validity validity;
    private final long until;
    private final int arity;
    private final KeyedRows schedule;
    private final EncodedRows scratch;
    private final int[] columns;
    private final RowMatches matches = new RowMatches();
    private long nextTime = Timestamps.CLOSED;

    /** A function of rows that also says when its rows are there. */
    @FunctionalInterface
    public interface Validity {
        Timed apply(ColumnBatch batch);
    }

    /** Row i is there at times {@code lower[i] <= t < upper[i]}; {@code CLOSED} is for ever. */
    public record Timed(ColumnBatch rows, List<ColumnBatch> errors, long[] lower, long[] upper) {}

    /**
     * A filter that gives rows of {@code types}.
     *
     * @param until changes from this time on are nobody's concern
     */
    public TemporalFilter(List<PhysicalType> types, Validity validity, long until) {
        this.validity = validity;
        this.until = until;
        this.arity = types.size();
        List<PhysicalType> stored = new ArrayList<>();
        stored.add(PhysicalType.INT);
        stored.addAll(types);
        RowLayout layout = new RowLayout(stored, 0);
        schedule = new KeyedRows(layout, Optional.of(new RowOrder(List.of(RowOrder.Column.ascending(0)))));
        scratch = new EncodedRows(layout);
        columns = new int[stored.size()];
        Arrays.setAll(columns, i -> i);
    }

    @Override
    public long nextTime() {
        return nextTime;
    }

    @Override
    public boolean due(Tick tick) {
        return nextTime <= tick.time();
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        List<ColumnBatch> rows = new ArrayList<>();
        List<ColumnBatch> errors = new ArrayList<>(inputs.getFirst().errors());
        for (ColumnBatch batch : inputs.getFirst().rows()) {
            Timed timed = validity.apply(batch);
            timed.errors().forEach(error -> errors.add(error.withTime(tick.time())));
            place(timed, tick.time(), rows);
        }
        if (due(tick)) {
            release(tick.time(), rows);
        }
        return new Deltas(rows, errors);
    }

    private void place(Timed timed, long now, List<ColumnBatch> out) {
        int size = timed.rows().size();
        int[] present = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (timed.lower()[i] <= now && now < timed.upper()[i]) {
                present[count++] = i;
            }
        }
        if (count > 0) {
            out.add((count == size ? timed.rows() : timed.rows().select(present, count)).withTime(now));
        }
        schedule(timed, timed.lower(), 1, now);
        schedule(timed, timed.upper(), -1, now);
    }

    /** Puts the rows that come (sign 1) or go (-1) later into the schedule. */
    private void schedule(Timed timed, long[] times, int sign, long now) {
        int size = timed.rows().size();
        int[] later = new int[size];
        long[] when = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            boolean empty = timed.lower()[i] >= timed.upper()[i] || timed.upper()[i] <= now;
            if (!empty && times[i] > now && times[i] < until && times[i] != Timestamps.CLOSED) {
                when[count] = times[i];
                later[count++] = i;
                nextTime = Math.min(nextTime, times[i]);
            }
        }
        if (count > 0) {
            ColumnBatch rows = timed.rows().select(later, count);
            List<Vector> vectors = new ArrayList<>();
            vectors.add(LongVector.of(PhysicalType.INT, count, when));
            vectors.addAll(rows.columns());
            ColumnBatch events = new ColumnBatch(count, vectors, rows.diffs(), now);
            schedule.apply(sign > 0 ? events : events.negated(), columns, scratch);
        }
    }

    private void release(long now, List<ColumnBatch> out) {
        nextTime = Timestamps.CLOSED;
        while (!schedule.isEmpty()) {
            matches.clear();
            int entry = firstEntry();
            schedule.collect(entry, 0, 0, matches);
            LongVector times = (LongVector) schedule.cells().reader().column(0, matches);
            int due = 0;
            while (due < times.size() && times.values()[due] <= now) {
                due++;
            }
            if (due > 0) {
                ColumnBatch events = decode(due);
                schedule.apply(events.negated(), columns, scratch);
                out.add(new ColumnBatch(due, events.columns().subList(1, arity + 1), events.diffs(), now));
            }
            if (due < times.size()) {
                nextTime = times.values()[due];
                return;
            }
        }
    }

    private int firstEntry() {
        scratch.encode(new ColumnBatch(1, emptyRow(), new long[1], 0), columns, 0, 1);
        int entry = schedule.find(scratch, 0);
        Check.that(entry != 0, "a schedule lost its rows");
        return entry;
    }

    private List<Vector> emptyRow() {
        List<Vector> vectors = new ArrayList<>();
        for (PhysicalType type : schedule.layout().types()) {
            vectors.add(Vectors.nulls(type, 1));
        }
        return vectors;
    }

    private ColumnBatch decode(int count) {
        matches.truncate(count);
        List<Vector> vectors = new ArrayList<>();
        for (int column : columns) {
            vectors.add(schedule.cells().reader().column(column, matches));
        }
        return new ColumnBatch(count, vectors, Arrays.copyOf(matches.diffs(), count), 0);
    }

    @Override
    public long stateRows() {
        return schedule.rows();
    }

    @Override
    public long stateBytes() {
        return schedule.bytes();
    }
}
