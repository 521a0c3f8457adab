package dev.mizu.dataflow.operator;

import dev.mizu.dataflow.row.Consolidation;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Every row once that is there at all. A row whose multiplicity is negative is not, and is an error while it lasts:
 * {@code negative} makes it.
 */
public final class Distinct implements Operator {
    private final Counts counts;
    private final ErrorMaker negative;

    public Distinct(List<PhysicalType> types, ErrorMaker negative) {
        this.counts = new Counts(types);
        this.negative = negative;
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        List<ColumnBatch> rows = new ArrayList<>();
        List<ColumnBatch> errors = new ArrayList<>(inputs.getFirst().errors());
        for (ColumnBatch batch : Consolidation.consolidate(inputs.getFirst().rows())) {
            List<ColumnBatch> outputs = counts.update(batch, now -> now > 0 ? 1 : 0, now -> now < 0 ? 1 : 0);
            if (!outputs.get(0).isEmpty()) {
                rows.add(outputs.get(0).withTime(tick.time()));
            }
            if (!outputs.get(1).isEmpty()) {
                errors.add(negative.errors(outputs.get(1), "negative multiplicity").withTime(tick.time()));
            }
        }
        return new Deltas(rows, errors);
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
