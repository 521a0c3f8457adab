package dev.mizu.dataflow.operator;

import dev.mizu.repr.time.Timestamps;
import java.util.List;

/**
 * One step of a dataflow. Given the updates of its inputs at a tick it returns those of its output; accumulated, the
 * outputs are the operator's function of the accumulated inputs, at the end of every tick. Stepped by one thread.
 */
public interface Operator {
    /** The updates that the inputs' updates cause; all batches of the result are at {@code tick.time()}. */
    Deltas step(Tick tick, List<Deltas> inputs);

    /** Whether a step with empty inputs would have something to say now. */
    default boolean due(Tick tick) {
        return false;
    }

    /** The next time at which the output changes by itself. */
    default long nextTime() {
        return Timestamps.CLOSED;
    }

    /** Makes what was staged in a push part of the state; after all operators have stepped. */
    default void commit() {}

    /** Rows kept. */
    default long stateRows() {
        return 0;
    }

    /** Bytes kept. */
    default long stateBytes() {
        return 0;
    }
}
