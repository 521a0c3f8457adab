package dev.mizu.dataflow;

import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Tick;
import java.util.List;

/** Stands for a source among the nodes; the dataflow itself puts the source's updates there. */
final class SourceOperator implements Operator {
    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        return Deltas.EMPTY;
    }
}
