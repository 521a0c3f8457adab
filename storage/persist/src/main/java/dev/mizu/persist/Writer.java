package dev.mizu.persist;

import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.util.List;

/** The capability to append to one shard. Thread-safe; any number of writers may race. */
public final class Writer implements AutoCloseable {
    private final ShardMachine machine;

    Writer(ShardMachine machine) {
        this.machine = machine;
    }

    public ShardId shard() {
        return machine.shard();
    }

    /** The shard's own upper as of now. */
    public long upper() {
        return machine.freshState().upper();
    }

    /**
     * Moves the upper from {@code expectedUpper} to {@code newUpper} with all updates at times in between. On
     * {@code Ok} the updates are durable. An {@code ExternalException} means that the outcome is not known or that
     * nothing was written; calling again with the same arguments is safe.
     */
    public AppendResult compareAndAppend(Updates updates, long expectedUpper, long newUpper) {
        return append(new ShardAppend(shard(), updates, expectedUpper, newUpper));
    }

    /** The same for rows written ahead. */
    public AppendResult compareAndAppend(List<WrittenBatch> batches, long expectedUpper, long newUpper) {
        return append(new ShardAppend(shard(), Updates.EMPTY, batches, expectedUpper, newUpper));
    }

    private AppendResult append(ShardAppend append) {
        AppendStep step = new AppendStep();
        step.add(machine, append);
        return step.run();
    }

    /** Starts a batch for many rows: see {@link WrittenBatch}. */
    public BatchBuilder batchBuilder() {
        return new BatchBuilder(machine.place(), machine.shard());
    }

    @Override
    public void close() {}
}
