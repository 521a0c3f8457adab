package dev.mizu.controller;

import dev.mizu.base.id.GlobalId;
import java.util.Set;

/** A promise that collections stay readable from a time on. Thread-safe; closing twice is fine. */
public final class ReadHold implements AutoCloseable {
    private final Collections collections;
    private final Set<GlobalId> ids;
    private long time;
    private boolean open = true;

    ReadHold(Collections collections, Set<GlobalId> ids, long time) {
        this.collections = collections;
        this.ids = Set.copyOf(ids);
        this.time = time;
    }

    public Set<GlobalId> ids() {
        return ids;
    }

    /** All collections of the hold are readable from here on. */
    public long time() {
        return collections.section().get(() -> time);
    }

    /** Lets go of the times before {@code newTime}; without effect when that is lower. */
    public void downgrade(long newTime) {
        collections.section().run(() -> {
            if (open && newTime > time) {
                collections.moveHold(ids, time, newTime);
                time = newTime;
            }
        });
    }

    @Override
    public void close() {
        collections.section().run(() -> {
            if (open) {
                open = false;
                collections.dropHold(ids, time);
            }
        });
    }
}
