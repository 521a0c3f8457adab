package dev.mizu.dataflow.operator;

import dev.mizu.dataflow.row.Consolidation;
import java.util.List;

/** All rows of all inputs; on request with equal rows of one push summed. Keeps nothing. */
public final class Union implements Operator {
    private final boolean consolidating;

    public Union(boolean consolidating) {
        this.consolidating = consolidating;
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        Deltas all = Deltas.EMPTY;
        for (Deltas input : inputs) {
            all = all.plus(input);
        }
        return consolidating ? new Deltas(Consolidation.consolidate(all.rows()), all.errors()) : all;
    }
}
