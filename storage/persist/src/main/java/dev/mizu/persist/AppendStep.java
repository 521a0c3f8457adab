package dev.mizu.persist;

import dev.mizu.base.Check;
import dev.mizu.persist.machine.Commit;
import dev.mizu.persist.machine.Commit.Proposal;
import dev.mizu.persist.machine.RunWriter;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.state.Run;
import dev.mizu.persist.state.ShardState;
import dev.mizu.persist.state.StateChange;
import dev.mizu.persist.update.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One atomic append to one or many shards: writes what is large to blobs, then moves all states at once. */
final class AppendStep {
    /** Beyond this, compaction is behind, and appends go to blobs to keep the states small. */
    private static final long INLINE_TOTAL_MAX = 8 << 20;

    private final List<Target> targets = new ArrayList<>();

    /** One shard's part; {@code written} are the runs to delete when the append is refused. */
    private record Target(ShardMachine machine, long expectedUpper, long newUpper, List<Run> runs, List<Run> written) {}

    /** Prepares one shard's part. Call {@link #discard()} if it never gets to {@link #run()}. */
    void add(ShardMachine machine, ShardAppend append) {
        checkTimes(append);
        List<Run> written = write(machine, append.updates());
        List<Run> runs = new ArrayList<>(written);
        for (WrittenBatch batch : append.batches()) {
            Check.that(batch.shard().equals(append.shard()), "a batch of shard %s", batch.shard());
            runs.addAll(batch.runs());
        }
        targets.add(new Target(machine, append.expectedUpper(), append.newUpper(), runs, written));
    }

    private static void checkTimes(ShardAppend append) {
        long lower = append.expectedUpper();
        long upper = append.newUpper();
        Check.that(lower >= 0 && upper >= lower, "an append to %s from %d to %d", append.shard(), lower, upper);
        Updates updates = append.updates();
        Check.that(
                updates.isEmpty() || updates.minTime() >= lower && updates.maxTime() < upper,
                "an update of %s outside of [%d, %d)", append.shard(), lower, upper);
        for (WrittenBatch batch : append.batches()) {
            Check.that(
                    batch.count() == 0 || batch.minTime() >= lower && batch.maxTime() < upper,
                    "a batch of %s outside of [%d, %d)", append.shard(), lower, upper);
        }
    }

    static List<Run> write(ShardMachine machine, Updates updates) {
        Updates consolidated = updates.consolidated();
        if (consolidated.isEmpty()) {
            return List.of();
        }
        boolean behind = machine.state().trace().inlineBytes() > INLINE_TOTAL_MAX;
        int inlineMax = behind ? -1 : machine.place().sizes().inlineMax();
        try (RunWriter writer = new RunWriter(machine.place(), machine.shard(), inlineMax)) {
            writer.add(consolidated);
            return writer.finish();
        }
    }

    AppendResult run() {
        List<ShardMachine> machines = targets.stream().map(Target::machine).toList();
        AppendResult result = Commit.run(machines, this::propose);
        if (!result.accepted()) {
            discard();
        }
        return result;
    }

    void discard() {
        for (Target target : targets) {
            RunWriter.delete(target.machine().place(), target.written());
        }
    }

    private Proposal<AppendResult> propose() {
        List<List<StateChange>> changes = new ArrayList<>();
        int landed = 0;
        Optional<AppendResult> mismatch = Optional.empty();
        for (Target target : targets) {
            ShardState state = target.machine().state();
            if (state.upper() != target.expectedUpper()) {
                landed += ownWrite(target) ? 1 : 0;
                mismatch = mismatch.or(() -> Optional.of(
                        new AppendResult.UpperMismatch(target.machine().shard(), state.upper())));
            }
            boolean idle = target.newUpper() == target.expectedUpper();
            Check.that(!idle || target.runs().isEmpty(), "updates without an advance of the upper");
            changes.add(idle ? List.of() : List.of(new StateChange.Append(target.newUpper(), target.runs())));
        }
        if (mismatch.isEmpty()) {
            return new Proposal.Write<>(changes, new AppendResult.Ok());
        }
        return new Proposal.Refuse<>(landed == targets.size() ? new AppendResult.Ok() : mismatch.get());
    }

    /** Whether an earlier try of the same append, whose outcome was unknown, turned out to have been written. */
    private static boolean ownWrite(Target target) {
        return target.machine().state().upper() == target.newUpper()
                && target.machine().lateAppend(target.expectedUpper())
                        .filter(append -> append.newUpper() == target.newUpper())
                        .filter(append -> sameRuns(append.runs(), target.runs()))
                        .isPresent();
    }

    /** Blobs of a second try have new names, but the same content makes the same sizes. */
    private static boolean sameRuns(List<Run> a, List<Run> b) {
        return a.stream().map(Run::anonymous).toList().equals(b.stream().map(Run::anonymous).toList());
    }
}
