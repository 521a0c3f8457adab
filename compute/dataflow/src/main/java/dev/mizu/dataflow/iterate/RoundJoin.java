package dev.mizu.dataflow.iterate;

import dev.mizu.dataflow.operator.BatchFunction;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Equijoin of two inputs whose first columns are the key; gives the left's columns, then the right's, through a
 * function. A pair is there from the later of its two rounds on. NULL keys match nothing.
 */
final class RoundJoin implements RoundOperator {
    private final Side left;
    private final Side right;
    private final BatchFunction then;

    private static final class Side {
        final RoundRows rows;
        final EncodedRows keys;
        final int[] keyColumns;

        Side(List<PhysicalType> types, int keyCount) {
            rows = new RoundRows(types, keyCount);
            keys = new EncodedRows(new RowLayout(types.subList(0, keyCount), keyCount)).skippingNullKeys();
            keyColumns = new int[keyCount];
            for (int i = 0; i < keyCount; i++) {
                keyColumns[i] = i;
            }
        }
    }

    RoundJoin(List<PhysicalType> left, List<PhysicalType> right, int keyCount, BatchFunction then) {
        this.left = new Side(left, keyCount);
        this.right = new Side(right, keyCount);
        this.then = then;
    }

    @Override
    public void step(Tick tick, int round, List<Deltas> inputs, Output output) {
        for (Deltas input : inputs) {
            output.accept(round, Deltas.EMPTY.withErrors(input.errors()));
        }
        Map<Integer, List<ColumnBatch>> found = new TreeMap<>();
        for (ColumnBatch batch : inputs.get(0).rows()) {
            probe(batch, left, right, round, found);
            left.rows.add(batch, round);
        }
        for (ColumnBatch batch : inputs.get(1).rows()) {
            probe(batch, right, left, round, found);
            right.rows.add(batch, round);
        }
        found.forEach((at, batches) -> {
            for (ColumnBatch batch : batches) {
                output.accept(at, then.apply(batch.withTime(tick.time())));
            }
        });
    }

    private void probe(ColumnBatch batch, Side mine, Side other, int round, Map<Integer, List<ColumnBatch>> out) {
        for (int from = 0; from < batch.size(); from += EncodedRows.CHUNK) {
            int start = from;
            mine.keys.encode(batch, mine.keyColumns, from, Math.min(batch.size(), from + EncodedRows.CHUNK));
            other.rows.lookup(mine.keys, (found, probes) -> {
                Map<Integer, List<Integer>> byRound = new TreeMap<>();
                for (int i = 0; i < found.size(); i++) {
                    byRound.computeIfAbsent(Math.max(round, other.rows.round(found, i)), r -> new ArrayList<>())
                            .add(i);
                }
                byRound.forEach((at, picked) -> {
                    int[] rows = picked.stream().mapToInt(Integer::intValue).toArray();
                    int[] origin = new int[rows.length];
                    for (int i = 0; i < rows.length; i++) {
                        origin[i] = start + probes[rows[i]];
                    }
                    ColumnBatch theirs = found.select(rows, rows.length);
                    ColumnBatch ours = batch.select(origin, rows.length);
                    out.computeIfAbsent(at, r -> new ArrayList<>()).add(paired(ours, theirs, mine == left));
                });
            });
        }
    }

    /** Rows side by side; those found come without their round. */
    private static ColumnBatch paired(ColumnBatch ours, ColumnBatch found, boolean oursFirst) {
        long[] diffs = new long[ours.size()];
        for (int i = 0; i < diffs.length; i++) {
            diffs[i] = ours.diffs()[i] * found.diffs()[i];
        }
        List<Vector> theirs = found.columns().subList(0, found.arity() - 1);
        List<Vector> columns = new ArrayList<>(oursFirst ? ours.columns() : theirs);
        columns.addAll(oursFirst ? theirs : ours.columns());
        return new ColumnBatch(diffs.length, columns, diffs, ours.time());
    }

    @Override
    public long stateRows() {
        return left.rows.size() + right.rows.size();
    }

    @Override
    public long stateBytes() {
        return left.rows.bytes() + right.rows.bytes();
    }
}
