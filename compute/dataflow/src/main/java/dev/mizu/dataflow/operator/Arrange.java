package dev.mizu.dataflow.operator;

import dev.mizu.dataflow.arrangement.Arrangement;
import java.util.List;

/**
 * Keeps a collection in an arrangement whose columns are the collection's. Passes its input on, so that operators
 * that read the arrangement also hear of its updates.
 */
public final class Arrange implements Operator {
    private final Arrangement arrangement;

    public Arrange(Arrangement arrangement) {
        this.arrangement = arrangement;
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        arrangement.stage(inputs.getFirst().rows());
        return inputs.getFirst();
    }

    @Override
    public void commit() {
        arrangement.commit();
    }

    @Override
    public long stateRows() {
        return arrangement.rows();
    }

    @Override
    public long stateBytes() {
        return arrangement.bytes();
    }
}
