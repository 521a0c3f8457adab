package dev.mizu.persist;

import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.machine.Hold;
import dev.mizu.persist.machine.Pin;
import dev.mizu.persist.machine.RunReader;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.state.Part;
import dev.mizu.persist.state.Run;
import dev.mizu.persist.state.Trace;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The changes of one shard after a time, in steps. Holds back the shard's since just below its own frontier.
 * Single-threaded, except {@link #onUpper}.
 */
public final class Listen implements AutoCloseable {
    private static final int BATCH_ROWS = 64 << 10;
    private static final int BATCH_BYTES = 4 << 20;

    private final Logical logical;
    private final Lessee lessee;
    private final Hold hold;
    /** Times below it are forwarded to it. */
    private final long floor;

    private long frontier;
    private Optional<Step> step = Optional.empty();

    /** A move of the frontier that is being read. */
    private record Step(Pin pin, long target, RunReader reader) {}

    Listen(Logical logical, Lessee lessee, Hold hold, long floor) {
        this.logical = logical;
        this.lessee = lessee;
        this.hold = hold;
        this.floor = floor;
        this.frontier = hold.frontier();
    }

    /** All updates with times below it have been given. */
    public long frontier() {
        return frontier;
    }

    /** The next step, waiting for one; empty when none came in time, or when the shard is closed and all was given. */
    public Optional<ListenBatch> nextBatch(Duration timeout) {
        Optional<ListenBatch> batch = pollBatch();
        if (batch.isPresent() || frontier == Long.MAX_VALUE) {
            return batch;
        }
        logical.await(() -> logical.upper() > frontier, timeout);
        return pollBatch();
    }

    /** The next step if one is there. */
    public Optional<ListenBatch> pollBatch() {
        lessee.check();
        if (step.isEmpty()) {
            if (logical.upper() <= frontier) {
                return Optional.empty();
            }
            step = Optional.of(begin());
        }
        return Optional.of(continued(step.get()));
    }

    private Step begin() {
        Logical.View view = logical.view();
        ShardMachine machine = logical.machine();
        Trace trace = view.pin().state().trace();
        List<Part> parts = new ArrayList<>();
        // At the floor itself everything older counts, because it is forwarded to there.
        for (int i = frontier <= floor ? 0 : trace.firstBeyond(frontier); i < trace.size(); i++) {
            for (Run run : trace.get(i).runs()) {
                for (Part part : run.parts()) {
                    if (Math.max(part.maxTime(), floor) >= frontier) {
                        parts.add(part);
                    }
                }
            }
        }
        return new Step(view.pin(), view.upper(), new RunReader(machine.place(), machine.shard(), parts));
    }

    /** Reads up to one batch's worth; several small parts go into one batch. */
    private ListenBatch continued(Step current) {
        List<Updates> blocks = new ArrayList<>();
        long rows = 0;
        long bytes = 0;
        while (rows < BATCH_ROWS && bytes < BATCH_BYTES) {
            Optional<Updates> block;
            try {
                block = current.reader().next();
            } catch (ExternalException e) {
                if (blocks.isEmpty()) {
                    throw e;
                }
                // What was read is given; the next call tries again where this one failed.
                break;
            }
            if (block.isEmpty()) {
                return finished(current, concatenated(blocks));
            }
            Updates wanted = block.get().forwardedTo(floor).within(frontier, current.target());
            rows += wanted.size();
            bytes += wanted.heapBytes();
            if (!wanted.isEmpty()) {
                blocks.add(wanted);
            }
        }
        return new ListenBatch(concatenated(blocks), frontier, frontier);
    }

    private ListenBatch finished(Step current, Updates updates) {
        ListenBatch batch = new ListenBatch(updates, frontier, current.target());
        frontier = current.target();
        // Times up to the one before the frontier may run together: they have all been given.
        hold.downgrade(frontier - 1);
        hold.listenedTo(frontier);
        current.pin().close();
        step = Optional.empty();
        return batch;
    }

    private static Updates concatenated(List<Updates> blocks) {
        if (blocks.isEmpty()) {
            return Updates.EMPTY;
        }
        if (blocks.size() == 1) {
            return blocks.getFirst();
        }
        UpdatesBuilder all = Updates.builder();
        blocks.forEach(all::addAll);
        return all.build();
    }

    /** Like {@link Reader#onUpper}. */
    public Subscription onUpper(Runnable wake) {
        return logical.onUpper(wake);
    }

    @Override
    public void close() {
        step.ifPresent(current -> current.pin().close());
        step = Optional.empty();
        lessee.release(hold);
    }
}
