package dev.mizu.persist.machine;

import dev.mizu.persist.state.ShardState;

/** Keeps the blobs of one state from being deleted while they are read. Close it soon. */
public final class Pin implements AutoCloseable {
    private final ShardMachine machine;
    private final ShardState state;
    private final long seqno;

    Pin(ShardMachine machine, ShardState state) {
        this.machine = machine;
        this.state = state;
        this.seqno = state.seqno();
    }

    public ShardState state() {
        return state;
    }

    long seqno() {
        return seqno;
    }

    @Override
    public void close() {
        machine.unpin(this);
    }
}
