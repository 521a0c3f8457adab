package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An aggregate that is recomputed from the rows of its group, which are kept sorted. */
final class CollectedState implements AggregateState {
    private final Aggregate.Collected aggregate;
    private final KeyedRows sorted;
    private final EncodedRows scratch;
    private final RowMatches matches = new RowMatches();
    private final int[] columns;
    private final int keyColumns;

    CollectedState(Aggregate.Collected aggregate, List<PhysicalType> keyTypes, int[] keys,
            List<PhysicalType> argTypes) {
        this.aggregate = aggregate;
        keyColumns = keyTypes.size();
        List<PhysicalType> types = new ArrayList<>(keyTypes);
        types.addAll(argTypes);
        RowLayout layout = new RowLayout(types, keyColumns);
        List<RowOrder.Column> order = new ArrayList<>();
        for (RowOrder.Column by : aggregate.order().columns()) {
            order.add(new RowOrder.Column(
                    keyColumns + by.column(), by.descending(), by.nullsFirst(), by.unsigned()));
        }
        sorted = new KeyedRows(layout, Optional.of(new RowOrder(order)));
        scratch = new EncodedRows(layout);
        columns = AccumulatedState.gateColumns(keys, aggregate.args());
    }

    @Override
    public void add(ColumnBatch batch, int from, EncodedRows keys, int[] groups) {
        scratch.encode(batch, columns, from, from + keys.size());
        sorted.touch(scratch);
        for (int i = 0; i < scratch.size(); i++) {
            int row = from + i;
            if (AggregateState.seen(batch, row, aggregate.filter()) && !skipped(batch, row)) {
                sorted.update(scratch, i, batch.diffs()[row]);
            }
        }
    }

    private boolean skipped(ColumnBatch batch, int row) {
        return aggregate.skipsNulls() && batch.column(aggregate.args().getFirst()).isNull(row);
    }

    @Override
    public Values values(EncodedRows keys, int[] rows, int count, int[] groups) {
        VectorBuilder out = new VectorBuilder(aggregate.type(), count);
        Map<Integer, byte[]> failures = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Optional<byte[]> failure = aggregate.function().evaluate(rowsOf(keys, rows[i]), out);
            if (failure.isPresent()) {
                failures.put(i, failure.get());
                out.appendNull();
            }
        }
        return new Values(out.build(), failures);
    }

    private ColumnBatch rowsOf(EncodedRows keys, int row) {
        matches.clear();
        int entry = sorted.find(keys, row);
        for (int from = entry == 0 ? -1 : 0; from >= 0; ) {
            from = sorted.collect(entry, 0, from, matches);
        }
        List<Vector> vectors = new ArrayList<>(aggregate.args().size());
        for (int i = 0; i < aggregate.args().size(); i++) {
            vectors.add(sorted.cells().reader().column(keyColumns + i, matches));
        }
        long[] diffs = Arrays.copyOf(matches.diffs(), matches.size());
        if (aggregate.distinct()) {
            for (int i = 0; i < diffs.length; i++) {
                diffs[i] = Math.min(diffs[i], 1);
            }
        }
        return new ColumnBatch(diffs.length, vectors, diffs, 0);
    }

    @Override
    public long rows() {
        return sorted.rows();
    }

    @Override
    public long bytes() {
        return sorted.bytes();
    }
}
