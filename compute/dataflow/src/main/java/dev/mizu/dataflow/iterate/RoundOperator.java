package dev.mizu.dataflow.iterate;

import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Tick;
import java.util.List;

/**
 * An operator inside a recursive scope. Within a tick it is stepped at ascending rounds; accumulated over all ticks and
 * over the rounds up to any one, its output is its function of the inputs accumulated alike.
 */
sealed interface RoundOperator permits RoundOperator.Plain, RoundJoin, RoundGroups {
    /** No round. */
    int NEVER = Integer.MAX_VALUE;

    /** Where outputs go; those at a later round wait for it. */
    @FunctionalInterface
    interface Output {
        void accept(int round, Deltas deltas);
    }

    void step(Tick tick, int round, List<Deltas> inputs, Output output);

    /** The next round at which it has to be stepped whatever its inputs are. */
    default int nextRound() {
        return NEVER;
    }

    default long stateRows() {
        return 0;
    }

    default long stateBytes() {
        return 0;
    }

    /** An operator without state, the same at all rounds. */
    record Plain(Operator operator) implements RoundOperator {
        @Override
        public void step(Tick tick, int round, List<Deltas> inputs, Output output) {
            output.accept(round, operator.step(tick, inputs));
        }
    }
}
