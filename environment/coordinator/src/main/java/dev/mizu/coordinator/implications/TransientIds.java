package dev.mizu.coordinator.implications;

import dev.mizu.base.id.GlobalId;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Gives out ids for what lives as long as one statement. Thread-safe. */
public final class TransientIds {
    private final long process;
    private final AtomicLong collections = new AtomicLong(1);
    private final AtomicLong reads = new AtomicLong();

    /** @param process what tells this process' reads from those of others, before and after it */
    public TransientIds(UUID process) {
        this.process = process.getMostSignificantBits();
    }

    /** Of a collection. */
    public GlobalId allocate() {
        return GlobalId.transientId(collections.getAndIncrement());
    }

    /** Of a read. These need to differ, not to be secret: random ones would cost a tenth of a point read. */
    public UUID read() {
        return new UUID(process, reads.incrementAndGet());
    }
}
