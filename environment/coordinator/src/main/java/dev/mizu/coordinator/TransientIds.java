package dev.mizu.coordinator;

import dev.mizu.base.id.GlobalId;
import java.util.concurrent.atomic.AtomicLong;

/** Gives out ids for what lives as long as one statement. Thread-safe. */
public final class TransientIds {
    private final AtomicLong next = new AtomicLong(1);

    public GlobalId allocate() {
        return GlobalId.transientId(next.getAndIncrement());
    }
}
