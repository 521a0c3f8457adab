package dev.mizu.dataflow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The dataflows of one replica, stepped in turn with fuel so that a small tick never waits behind a hydration. Looks
 * only at dataflows with updates waiting. Owned by the replica's loop, which calls {@link #step}.
 */
public final class Scheduler {
    /** Rows of input that one dataflow may take before the next has its turn. */
    private static final int FUEL = 8192;

    private final Set<Dataflow> active = new LinkedHashSet<>();
    private final Set<Dataflow> dataflows = new LinkedHashSet<>();

    /** Takes over a dataflow. Those whose traces it imports were added before. */
    public void add(Dataflow dataflow) {
        dataflows.add(dataflow);
        dataflow.onWork(() -> active.add(dataflow));
    }

    /** Stops a dataflow that went wrong; its traces stay as complete as they are, for ever. */
    public void abandon(Dataflow dataflow) {
        dataflow.abandon();
        remove(dataflow);
    }

    /** Stops and forgets a dataflow; its state is garbage once nobody reads its traces. */
    public void remove(Dataflow dataflow) {
        dataflow.close();
        dataflow.onWork(() -> {});
        active.remove(dataflow);
        dataflows.remove(dataflow);
    }

    public Set<Dataflow> dataflows() {
        return dataflows;
    }

    /**
     * Gives every dataflow that may have work one turn; returns whether any had. What one of them throws is ours to
     * mend but must not take the others along: the dataflow is abandoned, and {@code onFailure} hears of it.
     */
    public boolean step(BiConsumer<Dataflow, RuntimeException> onFailure) {
        if (active.isEmpty()) {
            return false;
        }
        boolean worked = false;
        List<Dataflow> turns = new ArrayList<>(active);
        for (Dataflow dataflow : turns) {
            try {
                worked |= dataflow.step(FUEL);
            } catch (RuntimeException failure) {
                abandon(dataflow);
                onFailure.accept(dataflow, failure);
            }
            if (!dataflow.waiting()) {
                active.remove(dataflow);
            }
        }
        return worked;
    }

    /** The same where a failure ends the loop. */
    public boolean step() {
        return step((dataflow, failure) -> {
            throw failure;
        });
    }

    /** Bytes of all dataflows. */
    public long bytes() {
        long bytes = 0;
        for (Dataflow dataflow : dataflows) {
            bytes += dataflow.bytes();
        }
        return bytes;
    }
}
