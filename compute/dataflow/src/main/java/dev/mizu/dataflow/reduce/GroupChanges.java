package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.dataflow.row.Vectors;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.Arrays;
import java.util.List;

/** Writes out the difference between what groups were and what they are. One thread. */
final class GroupChanges {
    private final long time;
    private final ErrorMaker negative;
    private final List<ColumnBatch> rows;
    private final List<ColumnBatch> errors;

    GroupChanges(long time, ErrorMaker negative, List<ColumnBatch> rows, List<ColumnBatch> errors) {
        this.time = time;
        this.negative = negative;
        this.rows = rows;
        this.errors = errors;
    }

    /** The groups with marks from {@code from} on; group i is now row {@code position[i]} of {@code now}, or gone. */
    void emit(TouchedGroups touched, int from, GroupRows now, int[] position) {
        int count = position.length;
        boolean[] kept = new boolean[count];
        for (int i = 0; i < count; ) {
            // Old rows lie in blocks as they were gathered: take back what can go in one batch.
            int mark = from + i;
            if (!touched.existed(mark)) {
                i++;
                continue;
            }
            GroupRows before = touched.oldBlock(mark);
            int[] taken = new int[count - i];
            int takenCount = 0;
            while (i < count && (!touched.existed(from + i) || touched.oldBlock(from + i) == before)) {
                if (touched.existed(from + i)) {
                    int row = touched.oldRow(from + i);
                    kept[i] = position[i] >= 0 && same(before, row, now, position[i]);
                    if (!kept[i]) {
                        taken[takenCount++] = row;
                    }
                }
                i++;
            }
            write(before, Arrays.copyOf(taken, takenCount), -1);
        }
        int[] given = new int[count];
        int givenCount = 0;
        for (int i = 0; i < count; i++) {
            if (position[i] >= 0 && !kept[i]) {
                given[givenCount++] = position[i];
            }
        }
        write(now, Arrays.copyOf(given, givenCount), 1);
    }

    private static boolean same(GroupRows before, int row, GroupRows now, int nowRow) {
        if (before.plain(row) && now.plain(nowRow)) {
            for (int c = 0; c < now.rows().arity(); c++) {
                if (!Vectors.equal(before.rows().column(c), row, now.rows().column(c), nowRow)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }

    private void write(GroupRows block, int[] picked, long diff) {
        int plainCount = 0;
        int[] plain = new int[picked.length];
        BatchBuilder failed = new BatchBuilder(List.of(PhysicalType.BYTES), 1);
        int negativeCount = 0;
        int[] negatives = new int[picked.length];
        for (int row : picked) {
            if (block.totals()[row] < 0) {
                negatives[negativeCount++] = row;
            } else if (block.failures().containsKey(row)) {
                byte[] error = block.failures().get(row);
                failed.column(0).appendBytes(error, 0, error.length);
                failed.endRow(diff);
            } else {
                plain[plainCount++] = row;
            }
        }
        if (plainCount > 0) {
            rows.add(withDiff(block.rows().select(plain, plainCount), diff));
        }
        if (failed.size() > 0) {
            errors.add(failed.build(time));
        }
        if (negativeCount > 0) {
            ColumnBatch bad = withDiff(block.rows().select(negatives, negativeCount), diff);
            errors.add(negative.errors(bad, "negative multiplicity in a group").withTime(time));
        }
    }

    private ColumnBatch withDiff(ColumnBatch batch, long diff) {
        long[] diffs = new long[batch.size()];
        Arrays.fill(diffs, diff);
        return new ColumnBatch(batch.size(), batch.columns(), diffs, time);
    }
}
