package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.dataflow.row.Consolidation;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rows of every group at positions {@code [offset, offset + limit)} of an order made total over all columns; a row
 * with multiplicity n takes n positions. Keeps all rows, sorted by group. Changes are given at the end of a tick. A
 * row with a negative multiplicity that the window meets is an error while it lasts.
 */
public final class TopK implements Operator {
    private final Window window;
    private final GroupColumns kept;
    private final KeyedRows sorted;
    private final EncodedRows scratch;
    private final List<PhysicalType> keyTypes;
    private final ErrorMaker negative;
    private final RowMatches group = new RowMatches();
    private final RowMatches picked = new RowMatches();
    private final RowMatches faulty = new RowMatches();
    private GroupTable touched;
    private TouchedGroups marks = new TouchedGroups();
    private final List<ColumnBatch> rows = new ArrayList<>();
    private final List<ColumnBatch> errors = new ArrayList<>();

    /**
     * Which rows are wanted.
     *
     * @param group the columns grouped by
     * @param order over the input's columns
     */
    public record Window(List<Integer> group, RowOrder order, Optional<Limit> limit, long offset) {
        public Window {
            group = List.copyOf(group);
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
        kept = GroupColumns.of(types, window.group(), window.order());
        sorted = kept.sorted();
        scratch = new EncodedRows(kept.layout());
        keyTypes = kept.keyTypes();
        touched = new GroupTable(keyTypes, 0);
    }

    @Override
    public boolean due(Tick tick) {
        return tick.last() && marks.size() > 0;
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        for (ColumnBatch batch : inputs.getFirst().rows()) {
            for (int from = 0; from < batch.size(); from += EncodedRows.CHUNK) {
                add(batch, from, Math.min(batch.size(), from + EncodedRows.CHUNK), tick);
            }
        }
        if (!tick.last() || marks.size() == 0) {
            return Deltas.EMPTY.withErrors(inputs.getFirst().errors());
        }
        finish(tick);
        Deltas output = new Deltas(Consolidation.consolidate(rows), Consolidation.consolidate(errors));
        rows.clear();
        errors.clear();
        return output.withErrors(inputs.getFirst().errors());
    }

    private void add(ColumnBatch batch, int from, int to, Tick tick) {
        scratch.encode(batch, kept.columns(), from, to);
        sorted.touch(scratch);
        int[] fresh = new int[scratch.size()];
        int[] groups = new int[scratch.size()];
        int count = 0;
        for (int i = 0; i < scratch.size(); i++) {
            groups[i] = touched.findOrInsert(scratch, i);
            if (touched.mark(groups[i]) == 0) {
                touched.setMark(groups[i], 1);
                fresh[count++] = i;
            }
        }
        if (count > 0) {
            marks.add(batch.project(kept.keys()), from, fresh, count, groups);
            ColumnBatch keys = marks.lastKeys();
            for (int i = 0; i < count; i++) {
                give(scratch, fresh[i], limit(keys, i), -1, tick);
            }
            flush(tick);
        }
        for (int i = 0; i < scratch.size(); i++) {
            sorted.update(scratch, i, batch.diffs()[from + i]);
        }
    }

    private long limit(ColumnBatch keys, int row) {
        return window.limit().isPresent() ? window.limit().get().rows(keys, row) : Long.MAX_VALUE;
    }

    private void finish(Tick tick) {
        ColumnBatch keys = marks.keys();
        EncodedRows chunk = new EncodedRows(new RowLayout(keyTypes, keyTypes.size()));
        int[] all = new int[keyTypes.size()];
        Arrays.setAll(all, i -> i);
        for (int from = 0; from < marks.size(); from += EncodedRows.CHUNK) {
            chunk.encode(keys, all, from, Math.min(marks.size(), from + EncodedRows.CHUNK));
            sorted.touch(chunk);
            for (int i = 0; i < chunk.size(); i++) {
                give(chunk, i, limit(keys, from + i), 1, tick);
            }
        }
        flush(tick);
        marks = new TouchedGroups();
        touched = new GroupTable(keyTypes, 0);
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
        long to = limit > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + limit;
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
        return kept.decode(sorted, matches, tick.time());
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
