package dev.mizu.dataflow.operator;

import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;

/** The rows with their multiplicities negated; errors stay errors. Keeps nothing. */
public final class Negate implements Operator {
    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        Deltas input = inputs.getFirst();
        List<ColumnBatch> rows = new ArrayList<>(input.rows().size());
        for (ColumnBatch batch : input.rows()) {
            rows.add(batch.negated());
        }
        return new Deltas(rows, input.errors());
    }
}
