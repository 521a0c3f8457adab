package dev.mizu.dataflow.operator;

import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;

/** Applies a function to every row: maps, filters, projections, table functions. Keeps nothing. */
public final class FlatMap implements Operator {
    private final BatchFunction function;

    public FlatMap(BatchFunction function) {
        this.function = function;
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        Deltas input = inputs.getFirst();
        List<ColumnBatch> rows = new ArrayList<>(input.rows().size());
        List<ColumnBatch> errors = new ArrayList<>(input.errors());
        for (ColumnBatch batch : input.rows()) {
            Deltas output = function.apply(batch);
            for (ColumnBatch out : output.rows()) {
                if (!out.isEmpty()) {
                    rows.add(out.withTime(tick.time()));
                }
            }
            for (ColumnBatch out : output.errors()) {
                errors.add(out.withTime(tick.time()));
            }
        }
        return new Deltas(rows, errors);
    }
}
