package dev.mizu.persist.compaction;

import dev.mizu.persist.state.Batch;
import dev.mizu.persist.state.Trace;
import dev.mizu.persist.state.Trace.Range;
import java.util.Optional;

/**
 * Which neighbours to merge. A merge takes at least {@link #FAN_IN} of the newest batches and goes on backwards while
 * the next older one is not much larger than what it has, so that batch sizes form a geometric series: an update is
 * rewritten a logarithmic number of times and the number of batches stays in the tens.
 */
final class CompactionPolicy {
    static final int BATCHES_MAX = 24;
    static final int FAN_IN = 16;
    private static final long INLINE_BYTES_MAX = 512 << 10;
    private static final long IDLE_BYTES_MIN = 256 << 10;
    /** From so many batches on a listener that lags does not hold back merging. */
    private static final int BATCHES_URGENT = 512;

    private CompactionPolicy() {}

    /** Whether it is worth looking closer. Cheap: asked after every append. */
    static boolean due(Trace trace) {
        return trace.size() >= BATCHES_MAX || trace.inlineBytes() > INLINE_BYTES_MAX;
    }

    /**
     * The batches to merge, if any.
     *
     * @param listenedTo batches that reach beyond it are still awaited by a listener, who would have to read the merged
     *     batch to find them
     */
    static Optional<Range> choose(Trace trace, long listenedTo) {
        int end = trace.size();
        while (trace.size() < BATCHES_URGENT && end > 0 && trace.get(end - 1).upper() > listenedTo) {
            end--;
        }
        if (end >= BATCHES_MAX) {
            return Optional.of(new Range(geometricStart(trace, end, end - FAN_IN), end));
        }
        return trace.inlineBytes() > INLINE_BYTES_MAX && end > 0 ? inlineTail(trace, end) : Optional.empty();
    }

    /**
     * What to merge in a shard to which nothing happened for a while: the newest batches, as long as the older one is
     * not much larger. So the space of what was deleted comes back although no further appends follow.
     */
    static Optional<Range> chooseIdle(Trace trace, long listenedTo) {
        int end = trace.size();
        while (end > 0 && trace.get(end - 1).upper() > listenedTo) {
            end--;
        }
        int start = geometricStart(trace, end, end - 1);
        boolean worthIt = end - start >= 2 && trace.bytes() > IDLE_BYTES_MIN;
        return worthIt ? Optional.of(new Range(start, end)) : Optional.empty();
    }

    /** Whether {@link #chooseIdle} may find something. Cheap. */
    static boolean idleDue(Trace trace) {
        return trace.size() >= 2 && trace.bytes() > IDLE_BYTES_MIN;
    }

    private static int geometricStart(Trace trace, int end, int atMost) {
        long bytes = 0;
        int start = end;
        while (start > 0) {
            Batch older = trace.get(start - 1);
            if (start <= atMost && older.bytes() > 2 * bytes) {
                break;
            }
            bytes += older.bytes();
            start--;
        }
        return start;
    }

    private static Optional<Range> inlineTail(Trace trace, int end) {
        int start = end;
        while (start > 0 && trace.get(start - 1).inlineBytes() > 0) {
            start--;
        }
        return start < end ? Optional.of(new Range(geometricStart(trace, end, start), end)) : Optional.empty();
    }
}
