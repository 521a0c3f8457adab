package dev.mizu.dataflow.operator;

import java.util.List;

/** Hands updates out of the dataflow. Keeps nothing, gives nothing. */
public final class Sink implements Operator {
    private final Receiver receiver;

    /** Takes updates, on the dataflow's loop. A tick may come in several parts; the dataflow's upper tells its end. */
    @FunctionalInterface
    public interface Receiver {
        void accept(long time, Deltas updates);
    }

    public Sink(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        receiver.accept(tick.time(), inputs.getFirst());
        return Deltas.EMPTY;
    }
}
