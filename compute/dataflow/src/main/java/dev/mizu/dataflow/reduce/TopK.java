package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.dataflow.row.Consolidation;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of every group at positions {@code [offset, offset + limit)} of an order made total over all columns; a row
 * with multiplicity n takes n positions. Keeps all rows, sorted by group; of an input that only grows, see {@link
 * GrowingInput}, no more different ones a group than the window reaches. Changes are given at the end of a tick. A row
 * with a negative multiplicity that the window meets is an error while it lasts.
 */
public final class TopK implements Operator {
    private final Window window;
    private final SortedGroups groups;
    private final KeyedRows sorted;
    private final ErrorMaker negative;
    private final RowMatches group = new RowMatches();
    private final RowMatches picked = new RowMatches();
    private final RowMatches faulty = new RowMatches();
    private final List<ColumnBatch> rows = new ArrayList<>();
    private final List<ColumnBatch> errors = new ArrayList<>();

    /**
     * Which rows are wanted.
     *
     * @param group the columns grouped by
     * @param order over the input's columns
     * @param monotonic no row of the input is ever taken back
     */
    public record Window(
            List<Integer> group, RowOrder order, Optional<Limit> limit, long offset, boolean monotonic) {
        public Window {
            group = List.copyOf(group);
        }

        /** Over any input. */
        public Window(List<Integer> group, RowOrder order, Optional<Limit> limit, long offset) {
            this(group, order, limit, offset, false);
        }

        private Optional<SortedGroups.Bound> bound() {
            // One row is kept even of a window without rows: it shows that the group is there.
            return limit.filter(l -> monotonic).map(l -> (keys, row) -> Math.max(1, end(l.rows(keys, row))));
        }

        private long end(long rows) {
            return rows > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + rows;
        }
    }

    /** How many rows a group gives. */
    @FunctionalInterface
    public interface Limit {
        /** Of the group whose key columns are a row of {@code keys}; MAX_VALUE is all, a negative one an error. */
        long rows(ColumnBatch keys, int row);

        /** The same for all groups. */
        static Limit constant(long limit) {
            return (keys, row) -> limit;
        }
    }

    public TopK(List<PhysicalType> types, Window window, ErrorMaker negative) {
        this.window = window;
        this.negative = negative;
        groups = new SortedGroups(types, window.group(), window.order(), window.bound());
        sorted = groups.rows();
    }

    @Override
    public boolean due(Tick tick) {
        return tick.last() && groups.unsettled();
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        Deltas input = window.monotonic()
                ? GrowingInput.of(inputs.getFirst(), negative, tick) : inputs.getFirst();
        Giving before = new Giving(-1, tick);
        input.rows().forEach(batch -> groups.add(batch, before));
        if (!tick.last() || !groups.unsettled()) {
            return Deltas.EMPTY.withErrors(input.errors());
        }
        groups.settle(new Giving(1, tick));
        Deltas output = new Deltas(Consolidation.consolidate(rows), Consolidation.consolidate(errors));
        rows.clear();
        errors.clear();
        return output.withErrors(input.errors());
    }

    /** Gives the windows of groups with a sign. */
    private final class Giving implements SortedGroups.Visitor {
        private final int sign;
        private final Tick tick;

        Giving(int sign, Tick tick) {
            this.sign = sign;
            this.tick = tick;
        }

        @Override
        public void group(EncodedRows keys, int row, ColumnBatch keyColumns, int at) {
            give(keys, row, limit(keyColumns, at), sign, tick);
        }

        @Override
        public void rowsChange() {
            flush(tick);
        }
    }

    private long limit(ColumnBatch keys, int row) {
        return window.limit().isPresent() ? window.limit().get().rows(keys, row) : Long.MAX_VALUE;
    }

    /** Picks the window of one group, to be given with {@code sign}. */
    private void give(EncodedRows keys, int row, long limit, int sign, Tick tick) {
        int entry = sorted.find(keys, row);
        if (limit < 0 && entry != 0) {
            group.clear();
            sorted.collectFirst(entry, row, group);
            faulty.addFrom(group, 0, sign);
            errors.add(negative.errors(decode(faulty, tick), "limit must not be negative").withTime(tick.time()));
            faulty.clear();
            return;
        }
        long from = window.offset();
        long to = window.end(limit);
        long position = 0;
        for (int next = entry == 0 ? -1 : 0; next >= 0 && position < to; ) {
            group.clear();
            next = sorted.collect(entry, row, next, group);
            for (int i = 0; i < group.size() && position < to; i++) {
                long diff = group.diffs()[i];
                if (diff < 0) {
                    faulty.addFrom(group, i, sign);
                    continue;
                }
                long end = position + diff;
                long taken = Math.min(end, to) - Math.max(position, from);
                if (taken > 0) {
                    picked.addFrom(group, i, taken * sign);
                }
                position = end;
            }
            if (picked.full()) {
                flush(tick);
            }
        }
    }

    private void flush(Tick tick) {
        if (picked.size() > 0) {
            rows.add(decode(picked, tick));
        }
        if (faulty.size() > 0) {
            errors.add(negative.errors(decode(faulty, tick), "negative multiplicity in a top-k").withTime(tick.time()));
        }
        picked.clear();
        faulty.clear();
    }

    private ColumnBatch decode(RowMatches matches, Tick tick) {
        return groups.decode(matches, tick.time());
    }

    @Override
    public long stateRows() {
        return sorted.rows();
    }

    @Override
    public long stateBytes() {
        return sorted.bytes();
    }
}
