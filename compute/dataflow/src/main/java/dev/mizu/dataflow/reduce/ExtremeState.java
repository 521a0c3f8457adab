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
import java.util.List;
import java.util.Optional;

/** A minimum or maximum: the values of every group in order, the wanted one at an end. */
final class ExtremeState implements AggregateState {
    private final Aggregate.Extreme aggregate;
    private final KeyedRows sorted;
    private final EncodedRows scratch;
    private final RowMatches matches = new RowMatches();
    private final int[] columns;
    private final int valueColumn;

    ExtremeState(Aggregate.Extreme aggregate, List<PhysicalType> keyTypes, int[] keys) {
        this.aggregate = aggregate;
        List<PhysicalType> types = new ArrayList<>(keyTypes);
        types.add(aggregate.type());
        valueColumn = keyTypes.size();
        RowLayout layout = new RowLayout(types, valueColumn);
        sorted = new KeyedRows(layout, Optional.of(new RowOrder(List.of(
                new RowOrder.Column(valueColumn, false, false, aggregate.unsigned())))));
        scratch = new EncodedRows(layout);
        columns = AccumulatedState.gateColumns(keys, List.of(aggregate.column()));
    }

    @Override
    public void add(ColumnBatch batch, int from, EncodedRows keys, int[] groups) {
        scratch.encode(batch, columns, from, from + keys.size());
        sorted.touch(scratch);
        Vector values = batch.column(aggregate.column());
        for (int i = 0; i < scratch.size(); i++) {
            int row = from + i;
            if (!values.isNull(row) && AggregateState.seen(batch, row, aggregate.filter())) {
                sorted.update(scratch, i, batch.diffs()[row]);
            }
        }
    }

    @Override
    public Values values(EncodedRows keys, int[] rows, int count, int[] groups) {
        matches.clear();
        for (int i = 0; i < count; i++) {
            int entry = sorted.find(keys, rows[i]);
            if (entry != 0) {
                if (aggregate.greatest()) {
                    sorted.collectLast(entry, i, matches);
                } else {
                    sorted.collectFirst(entry, i, matches);
                }
            }
        }
        return Values.of(spread(sorted.cells().reader().column(valueColumn, matches), matches, count));
    }

    /** The values found, each at the place of its probe; NULL where nothing was found. */
    static Vector spread(Vector found, RowMatches matches, int count) {
        if (matches.size() == count) {
            return found;
        }
        VectorBuilder out = new VectorBuilder(found.physical(), count);
        for (int i = 0, next = 0; i < count; i++) {
            if (next < matches.size() && matches.probes()[next] == i) {
                out.append(found.datum(next++));
            } else {
                out.appendNull();
            }
        }
        return out.build();
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
