package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.List;

/** How often a group has seen a combination of arguments, so that each can count once. One thread. */
final class DistinctGate {
    private final KeyedRows counts;
    private final EncodedRows scratch;
    private final int[] columns;

    DistinctGate(List<PhysicalType> types, int[] columns) {
        RowLayout layout = new RowLayout(types, types.size());
        this.counts = new KeyedRows(layout);
        this.scratch = new EncodedRows(layout);
        this.columns = columns;
    }

    void encode(ColumnBatch batch, int from, int to) {
        scratch.encode(batch, columns, from, to);
        counts.touch(scratch);
    }

    /** Counts a row of the encoded chunk; returns by how much its one occurrence comes or goes. */
    long pass(int row, long diff) {
        long now = counts.update(scratch, row, diff);
        return (now > 0 ? 1 : 0) - (now - diff > 0 ? 1 : 0);
    }

    long rows() {
        return counts.rows();
    }

    long bytes() {
        return counts.bytes();
    }
}
