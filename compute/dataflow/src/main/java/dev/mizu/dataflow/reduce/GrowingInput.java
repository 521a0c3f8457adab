package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The input of an operator that was told that rows only come. A row that goes all the same is an error, and stays one:
 * what the operator forgot since cannot be brought back, so nothing that it gives from then on may be believed.
 */
final class GrowingInput {
    private GrowingInput() {}

    /** The rows that come, and an error for each row that goes. */
    static Deltas of(Deltas input, ErrorMaker negative, Tick tick) {
        List<ColumnBatch> rows = new ArrayList<>(input.rows().size());
        List<ColumnBatch> errors = new ArrayList<>();
        for (ColumnBatch batch : input.rows()) {
            int going = going(batch.diffs(), batch.size());
            if (going == 0) {
                rows.add(batch);
            } else {
                rows.add(select(batch, batch.size() - going, false));
                errors.add(negative.errors(gone(batch, going), "a row taken back from what only grows")
                        .withTime(tick.time()));
            }
        }
        return errors.isEmpty() ? input : new Deltas(rows, errors).withErrors(input.errors());
    }

    private static int going(long[] diffs, int size) {
        int going = 0;
        for (int i = 0; i < size; i++) {
            going += diffs[i] < 0 ? 1 : 0;
        }
        return going;
    }

    private static ColumnBatch gone(ColumnBatch batch, int going) {
        ColumnBatch gone = select(batch, going, true);
        long[] ones = new long[going];
        Arrays.fill(ones, 1);
        return new ColumnBatch(going, gone.columns(), ones, gone.time());
    }

    private static ColumnBatch select(ColumnBatch batch, int count, boolean going) {
        int[] picked = new int[count];
        int next = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (batch.diffs()[i] < 0 == going) {
                picked[next++] = i;
            }
        }
        return batch.select(picked, count);
    }
}
