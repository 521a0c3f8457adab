package dev.mizu.dataflow.arrangement;

import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.Vectors;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The updates of an arrangement that are too new for its base: one index of rows with their time as a last column, and
 * the same updates as batches in the order of time, by which they leave.
 */
final class RecentRows {
    private final KeyedRows rows;
    private final EncodedRows scratch;
    private final int[] columns;
    private final int timeWord;
    private final ArrayDeque<ColumnBatch> queue = new ArrayDeque<>();

    RecentRows(RowLayout base) {
        List<PhysicalType> types = new ArrayList<>(base.types());
        types.add(PhysicalType.INT);
        RowLayout layout = new RowLayout(types, base.keyColumns());
        rows = new KeyedRows(layout);
        scratch = new EncodedRows(layout);
        timeWord = layout.valueWords() - 1;
        columns = new int[layout.arity()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i;
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    KeyedRows rows() {
        return rows;
    }

    /** The updates, in the order of time. */
    Iterable<ColumnBatch> updates() {
        return queue;
    }

    void add(ColumnBatch batch) {
        rows.apply(timed(batch), columns, scratch);
        queue.add(batch);
    }

    private static ColumnBatch timed(ColumnBatch batch) {
        List<Vector> vectors = new ArrayList<>(batch.columns());
        vectors.add(Vectors.constant(batch.time(), batch.size()));
        return new ColumnBatch(batch.size(), vectors, batch.diffs(), batch.time());
    }

    /** Takes out the updates at times up to {@code time}, oldest first. */
    void drain(long time, Consumer<ColumnBatch> into) {
        if (queue.isEmpty() || queue.peek().time() > time) {
            return;
        }
        boolean all = queue.peekLast().time() <= time;
        while (!queue.isEmpty() && queue.peek().time() <= time) {
            ColumnBatch batch = queue.poll();
            into.accept(batch);
            if (!all) {
                rows.apply(timed(batch).negated(), columns, scratch);
            }
        }
        if (all) {
            rows.clear();
        }
    }

    /** Keeps, of the matches gathered from here, those at times up to {@code maxTime}. */
    void keepUpTo(long maxTime, RowMatches matches) {
        if (!queue.isEmpty() && queue.peekLast().time() > maxTime) {
            matches.keep(value -> rows.cells().pages().get(value, timeWord) <= maxTime);
        }
    }

    long bytes() {
        long bytes = rows.bytes();
        for (ColumnBatch batch : queue) {
            bytes += Vectors.bytes(batch);
        }
        return bytes;
    }
}
