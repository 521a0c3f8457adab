package dev.mizu.persist;

import dev.mizu.persist.machine.MergeReader;
import dev.mizu.persist.machine.Pin;
import dev.mizu.persist.machine.RunReader;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.state.Batch;
import dev.mizu.persist.state.Run;
import dev.mizu.persist.update.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A collection at one time, read in chunks of bounded size: every update has time {@code asOf}, rows ascend over the
 * whole snapshot, no row occurs twice and no diff is 0. Single-threaded.
 */
public final class Snapshot implements AutoCloseable {
    private final Pin pin;
    private final Lessee lessee;
    private final long asOf;
    private final MergeReader merge;

    Snapshot(ShardMachine machine, Pin pin, Lessee lessee, long asOf) {
        this.pin = pin;
        this.lessee = lessee;
        this.asOf = asOf;
        List<RunReader> runs = new ArrayList<>();
        for (Batch batch : pin.state().trace().batches()) {
            if (batch.lower() <= asOf) {
                for (Run run : batch.runs()) {
                    runs.add(new RunReader(machine.place(), machine.shard(), run));
                }
            }
        }
        this.merge = new MergeReader(runs, asOf, asOf);
    }

    public long asOf() {
        return asOf;
    }

    /** The next chunk, never an empty one; no chunk means the end. */
    public Optional<Updates> next() {
        lessee.check();
        Optional<Updates> chunk = merge.next();
        if (chunk.isEmpty()) {
            close();
        }
        return chunk;
    }

    @Override
    public void close() {
        pin.close();
    }
}
