package dev.mizu.repr.batch;

import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Grows a batch row by row. One thread. */
public final class BatchBuilder {
    private final List<PhysicalType> schema;
    private final List<VectorBuilder> columns = new ArrayList<>();
    private long[] diffs;
    private int size;

    public BatchBuilder(List<PhysicalType> schema, int capacity) {
        this.schema = List.copyOf(schema);
        this.diffs = new long[Math.max(capacity, 1)];
        reset(capacity);
    }

    private void reset(int capacity) {
        columns.clear();
        for (PhysicalType type : schema) {
            columns.add(new VectorBuilder(type, capacity));
        }
        size = 0;
    }

    public int size() {
        return size;
    }

    /** The builder of one column: append exactly one value to every column, then call {@link #endRow}. */
    public VectorBuilder column(int index) {
        return columns.get(index);
    }

    public void endRow(long diff) {
        if (size == diffs.length) {
            diffs = Arrays.copyOf(diffs, size * 2);
        }
        diffs[size++] = diff;
    }

    public void append(List<Datum> row, long diff) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).append(row.get(i));
        }
        endRow(diff);
    }

    /** The batch so far; the builder starts over, empty. */
    public ColumnBatch build(long time) {
        List<Vector> vectors = new ArrayList<>(columns.size());
        for (VectorBuilder column : columns) {
            vectors.add(column.build());
        }
        ColumnBatch batch = new ColumnBatch(size, vectors, diffs, time);
        diffs = new long[Math.max(size, 16)];
        reset(16);
        return batch;
    }
}
