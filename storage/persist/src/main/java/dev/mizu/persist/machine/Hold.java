package dev.mizu.persist.machine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A reader of this process: how far back it must be able to read, and where it listens. Both only grow. Readers move
 * them while the background thread looks; a late look is only more careful.
 */
public final class Hold {
    private final AtomicLong since;
    private final AtomicLong frontier;

    Hold(long since, long frontier) {
        this.since = new AtomicLong(since);
        this.frontier = new AtomicLong(frontier);
    }

    public long since() {
        return since.get();
    }

    /** What the reader has not seen yet starts here; {@link Long#MAX_VALUE} for one that does not listen. */
    public long frontier() {
        return frontier.get();
    }

    public void downgrade(long newSince) {
        since.accumulateAndGet(newSince, Math::max);
    }

    public void listenedTo(long newFrontier) {
        frontier.set(newFrontier);
    }
}
