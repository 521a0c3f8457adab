package dev.mizu.dataflow;

import dev.mizu.base.Check;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.row.Vectors;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Updates fed from outside: batches at any times not before the frontier, then the frontier's advance. Updates at
 * times up to the dataflow's as-of are its snapshot. Fed on the dataflow's loop.
 */
public final class FedInput implements Source {
    private final Runnable wake;
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private long serial;
    private long frontier = Timestamps.MIN;
    private long bytes;

    private record Waiting(ColumnBatch batch, boolean error, long serial) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int byTime = Long.compare(batch.time(), other.batch.time());
            return byTime != 0 ? byTime : Long.compare(serial, other.serial);
        }
    }

    FedInput(Runnable wake) {
        this.wake = wake;
    }

    /** Hands in rows; a batch should have at most some ten thousand. */
    public void send(ColumnBatch rows) {
        put(rows, false);
    }

    /** Hands in errors. */
    public void sendErrors(ColumnBatch errors) {
        put(errors, true);
    }

    private void put(ColumnBatch batch, boolean error) {
        if (batch.isEmpty() || frontier == Timestamps.CLOSED) {
            return;
        }
        Check.that(batch.time() >= frontier, "an update at %d before the frontier %d", batch.time(), frontier);
        waiting.add(new Waiting(batch, error, serial++));
        bytes += Vectors.bytes(batch);
        wake.run();
    }

    /** Says that no update before {@code time} will come. */
    public void advance(long time) {
        if (time > frontier) {
            frontier = time;
            wake.run();
        }
    }

    @Override
    public long frontier() {
        return frontier;
    }

    @Override
    public long nextTime() {
        return waiting.isEmpty() ? Timestamps.CLOSED : waiting.peek().batch().time();
    }

    @Override
    public Deltas take(long time, int rows) {
        if (nextTime() > time) {
            return Deltas.EMPTY;
        }
        List<ColumnBatch> taken = new ArrayList<>();
        List<ColumnBatch> errors = new ArrayList<>();
        int count = 0;
        while (count < rows && nextTime() <= time) {
            Waiting next = waiting.poll();
            bytes -= Vectors.bytes(next.batch());
            (next.error() ? errors : taken).add(next.batch().withTime(time));
            count += next.batch().size();
        }
        return new Deltas(taken, errors);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        waiting.clear();
        bytes = 0;
        frontier = Timestamps.CLOSED;
    }
}
