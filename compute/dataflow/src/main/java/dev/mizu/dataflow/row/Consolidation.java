package dev.mizu.dataflow.row;

import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.DecimalVector;
import dev.mizu.repr.batch.DoubleVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sums the differences of equal rows and drops those that cancel. */
public final class Consolidation {
    private Consolidation() {}

    /** The rows of some batches, each once and none with difference 0, at the time of the first. */
    public static List<ColumnBatch> consolidate(List<ColumnBatch> batches) {
        if (batches.isEmpty()) {
            return batches;
        }
        ColumnBatch whole = batches.size() == 1 ? batches.getFirst() : concatenate(batches);
        ColumnBatch consolidated = consolidate(whole);
        return consolidated.isEmpty() ? List.of() : List.of(consolidated);
    }

    /** The rows of a batch, each once and none with difference 0; the batch itself if it is so already. */
    public static ColumnBatch consolidate(ColumnBatch batch) {
        int size = batch.size();
        if (size == 0 || size == 1 && batch.diffs()[0] != 0) {
            return batch;
        }
        long[] hashes = hashes(batch);
        int mask = Integer.highestOneBit(size) * 4 - 1;
        int[] table = new int[mask + 1];
        long[] sums = Arrays.copyOf(batch.diffs(), size);
        boolean changed = false;
        for (int row = 0; row < size; row++) {
            int slot = (int) (hashes[row] >>> 32) & mask;
            while (table[slot] != 0) {
                int other = table[slot] - 1;
                if (hashes[other] == hashes[row] && equal(batch, other, row)) {
                    break;
                }
                slot = slot + 1 & mask;
            }
            if (table[slot] == 0) {
                table[slot] = row + 1;
            } else {
                sums[table[slot] - 1] += sums[row];
                sums[row] = 0;
                changed = true;
            }
        }
        int count = 0;
        int[] kept = new int[size];
        for (int row = 0; row < size; row++) {
            if (sums[row] != 0) {
                kept[count++] = row;
            }
        }
        if (!changed && count == size) {
            return batch;
        }
        return new ColumnBatch(size, batch.columns(), sums, batch.time()).select(kept, count);
    }

    /** The rows of some batches of one schema in one batch, at the time of the first. */
    public static ColumnBatch concatenate(List<ColumnBatch> batches) {
        ColumnBatch first = batches.getFirst();
        if (batches.size() == 1) {
            return first;
        }
        int size = 0;
        for (ColumnBatch batch : batches) {
            size += batch.size();
        }
        long[] diffs = new long[size];
        int at = 0;
        for (ColumnBatch batch : batches) {
            System.arraycopy(batch.diffs(), 0, diffs, at, batch.size());
            at += batch.size();
        }
        List<Vector> columns = new ArrayList<>(first.arity());
        for (int i = 0; i < first.arity(); i++) {
            columns.add(Vectors.concatenate(batches, i, size));
        }
        return new ColumnBatch(size, columns, diffs, first.time());
    }

    private static long[] hashes(ColumnBatch batch) {
        int size = batch.size();
        long[] hashes = new long[size];
        Arrays.fill(hashes, RowHash.SEED);
        for (Vector column : batch.columns()) {
            for (int i = 0; i < size; i++) {
                hashes[i] = RowHash.add(hashes[i], column.isNull(i) ? 0x5bd1e995 : word(column, i));
            }
        }
        for (int i = 0; i < size; i++) {
            hashes[i] = RowHash.finish(hashes[i]);
        }
        return hashes;
    }

    private static long word(Vector column, int row) {
        return switch (column) {
            case LongVector v -> v.values()[row];
            case DoubleVector v -> Vectors.bits(v.values()[row]);
            case DecimalVector v -> v.scales()[row] == DecimalVector.WIDE
                    ? v.wide()[row].hashCode()
                    : v.unscaled()[row] * 31 + v.scales()[row];
            case BytesVector v -> RowHash.ofBytes(v.heap(), v.offsets()[row], v.length(row));
        };
    }

    private static boolean equal(ColumnBatch batch, int a, int b) {
        for (Vector column : batch.columns()) {
            if (!Vectors.equal(column, a, column, b)) {
                return false;
            }
        }
        return true;
    }
}
