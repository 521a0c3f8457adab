package dev.mizu.persist.machine;

import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Merges runs into one consolidated, ascending stream of chunks. Drops updates after {@code asOf} and forwards times to
 * {@code floor}, which keeps each run's order, because the forwarding is monotone. Single-threaded.
 */
public final class MergeReader {
    private static final int CHUNK_ROWS = 16 << 10;
    private static final int CHUNK_BYTES = 1 << 20;

    private final long floor;
    private final long asOf;
    /** A binary heap, least first; only the first {@code size} are in use. */
    private final Cursor[] heap;
    private int size;
    private final UpdatesBuilder out = Updates.builder();

    public MergeReader(List<RunReader> runs, long floor, long asOf) {
        this.floor = floor;
        this.asOf = asOf;
        this.heap = new Cursor[runs.size()];
        for (RunReader run : runs) {
            Cursor cursor = new Cursor(run);
            if (cursor.advance()) {
                heap[size++] = cursor;
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            siftDown(i);
        }
    }

    /** A place in a run. */
    private final class Cursor {
        private final RunReader run;
        private Updates block = Updates.EMPTY;
        private int position = -1;
        private long time;
        private long prefix;

        Cursor(RunReader run) {
            this.run = run;
        }

        /** Goes to the next update that is not after {@code asOf}; false at the end. */
        boolean advance() {
            while (true) {
                position++;
                while (position == block.size()) {
                    Optional<Updates> next = run.next();
                    if (next.isEmpty()) {
                        return false;
                    }
                    block = next.get();
                    position = 0;
                }
                if (block.time(position) <= asOf) {
                    time = Math.max(block.time(position), floor);
                    prefix = block.rowPrefix(position);
                    return true;
                }
            }
        }
    }

    private static int compare(Cursor a, Cursor b) {
        if (a.prefix != b.prefix) {
            return a.prefix < b.prefix ? -1 : 1;
        }
        int byRow = Updates.compareRows(a.block, a.position, b.block, b.position);
        return byRow != 0 ? byRow : Long.compare(a.time, b.time);
    }

    private void siftDown(int start) {
        Cursor moved = heap[start];
        int hole = start;
        while (2 * hole + 1 < size) {
            int child = 2 * hole + 1;
            if (child + 1 < size && compare(heap[child + 1], heap[child]) < 0) {
                child++;
            }
            if (compare(moved, heap[child]) <= 0) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = moved;
    }

    /** The next chunk, never an empty one; none at the end. */
    public Optional<Updates> next() {
        while (size > 0) {
            Cursor least = heap[0];
            long sum = take(least);
            // The row is added before its cursor moves on, and summed up while others stand at the same place.
            while (size > 0 && out.lastEquals(heap[0].block, heap[0].position, heap[0].time)) {
                sum += pass(heap[0]);
            }
            out.settleLast(sum);
            if (out.size() >= CHUNK_ROWS || out.heapBytes() >= CHUNK_BYTES) {
                return Optional.of(out.build());
            }
        }
        return out.isEmpty() ? Optional.empty() : Optional.of(out.build());
    }

    /** Adds the cursor's update to the output and moves on; returns its diff. */
    private long take(Cursor cursor) {
        out.addFrom(cursor.block, cursor.position, cursor.time, 0);
        return pass(cursor);
    }

    /** Moves the least cursor on; returns the diff it stood at. */
    private long pass(Cursor cursor) {
        long diff = cursor.block.diff(cursor.position);
        if (!cursor.advance()) {
            heap[0] = heap[--size];
        }
        if (size > 0) {
            siftDown(0);
        }
        return diff;
    }
}
