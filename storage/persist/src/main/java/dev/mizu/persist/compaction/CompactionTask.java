package dev.mizu.persist.compaction;

import dev.mizu.persist.machine.MergeReader;
import dev.mizu.persist.machine.Pin;
import dev.mizu.persist.machine.RunReader;
import dev.mizu.persist.machine.RunWriter;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.state.Batch;
import dev.mizu.persist.state.Run;
import dev.mizu.persist.state.StateChange;
import dev.mizu.persist.state.Trace;
import dev.mizu.persist.state.Trace.Range;
import dev.mizu.persist.update.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The merge of some neighbouring batches of a shard into one run, a chunk per step. Single-threaded. */
final class CompactionTask implements AutoCloseable {
    private final ShardMachine machine;
    private final Pin pin;
    private final long first;
    private final long last;
    private final MergeReader merge;
    private final RunWriter writer;

    private CompactionTask(ShardMachine machine, Pin pin, Range range, long since) {
        this.machine = machine;
        this.pin = pin;
        Trace trace = pin.state().trace();
        this.first = trace.get(range.from()).id();
        this.last = trace.get(range.to() - 1).id();
        List<RunReader> runs = new ArrayList<>();
        for (Batch batch : trace.batches().subList(range.from(), range.to())) {
            for (Run run : batch.runs()) {
                runs.add(new RunReader(machine.place(), machine.shard(), run));
            }
        }
        this.merge = new MergeReader(runs, since, Long.MAX_VALUE);
        this.writer = new RunWriter(machine.place(), machine.shard(), machine.place().sizes().inlineMax());
    }

    /**
     * Starts the most useful merge of a shard, if there is one.
     *
     * @param idle whether nothing happened to the shard for a while
     */
    static Optional<CompactionTask> start(ShardMachine machine, boolean idle) {
        long since = machine.reserveSince();
        Pin pin = machine.pin();
        Trace trace = pin.state().trace();
        Optional<Range> range = idle
                ? CompactionPolicy.chooseIdle(trace, machine.listenedTo())
                : CompactionPolicy.choose(trace, machine.listenedTo());
        if (range.isEmpty() || pin.state().finalized()) {
            pin.close();
            return Optional.empty();
        }
        try {
            return Optional.of(new CompactionTask(machine, pin, range.get(), since));
        } catch (RuntimeException e) {
            pin.close();
            throw e;
        }
    }

    ShardMachine machine() {
        return machine;
    }

    /** Merges a chunk; returns whether there may be more. */
    boolean step() {
        Optional<Updates> chunk = merge.next();
        chunk.ifPresent(writer::add);
        return chunk.isPresent();
    }

    /** Makes the result durable and hands it to the machine. */
    void finish() {
        List<Run> runs = writer.finish();
        machine.offerCompaction(new StateChange.Compact(first, last, runs));
        pin.close();
    }

    /** Gives up, deleting what was written. */
    @Override
    public void close() {
        writer.close();
        pin.close();
    }
}
