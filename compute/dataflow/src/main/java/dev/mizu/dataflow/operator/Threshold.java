package dev.mizu.dataflow.operator;

import dev.mizu.dataflow.row.Consolidation;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;

/** The rows whose multiplicity is positive, with that multiplicity. */
public final class Threshold implements Operator {
    private final Counts counts;

    public Threshold(List<PhysicalType> types) {
        counts = new Counts(types);
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        List<ColumnBatch> rows = new ArrayList<>();
        for (ColumnBatch batch : Consolidation.consolidate(inputs.getFirst().rows())) {
            ColumnBatch output = counts.update(batch, now -> Math.max(now, 0), now -> 0).getFirst();
            if (!output.isEmpty()) {
                rows.add(output.withTime(tick.time()));
            }
        }
        return new Deltas(rows, inputs.getFirst().errors());
    }

    @Override
    public long stateRows() {
        return counts.rows();
    }

    @Override
    public long stateBytes() {
        return counts.bytes();
    }
}
