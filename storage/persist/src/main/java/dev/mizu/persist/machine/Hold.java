package dev.mizu.persist.machine;

/**
 * A reader of this process: how far back it must be able to read, and where it listens. Both only grow. The fields are
 * volatile because readers move them while the background thread looks; a late look is only more careful.
 */
public final class Hold {
    private volatile long since;
    private volatile long frontier;

    Hold(long since, long frontier) {
        this.since = since;
        this.frontier = frontier;
    }

    public long since() {
        return since;
    }

    /** What the reader has not seen yet starts here; {@link Long#MAX_VALUE} for one that does not listen. */
    public long frontier() {
        return frontier;
    }

    public void downgrade(long newSince) {
        since = Math.max(since, newSince);
    }

    public void listenedTo(long newFrontier) {
        frontier = newFrontier;
    }
}
