package dev.mizu.persist.machine;

import dev.mizu.base.Check;
import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.format.v1.RecordCodec;
import dev.mizu.persist.format.v1.RecordCodec.StateRecord;
import dev.mizu.persist.format.v1.RecordCodec.Token;
import dev.mizu.persist.location.Consensus;
import dev.mizu.persist.location.Consensus.Change;
import dev.mizu.persist.location.Consensus.Entry;
import dev.mizu.persist.state.StateChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Moves one or many shards by one compare-and-set. Plans against the known states, writes, and plans again when another
 * process was faster. When the reply to a write is lost, the history tells by the record's token whether it happened.
 */
public final class Commit {
    private Commit() {}

    /** What to do, given the states that the machines have now. Called again when they turn out to be old. */
    public interface Plan<R> {
        Proposal<R> propose();
    }

    /** The answer of a {@link Plan}. */
    public sealed interface Proposal<R> {
        /** Nothing is written. */
        record Refuse<R>(R result) implements Proposal<R> {}

        /** One list of changes per machine; a machine with an empty one is left alone. */
        record Write<R>(List<List<StateChange>> changes, R result) implements Proposal<R> {}
    }

    /**
     * Runs the plan to its end. States become visible in the order of {@code machines}, which must be distinct.
     *
     * @throws ExternalException when the world failed us; the write may yet be found to have happened
     */
    public static <R> R run(List<ShardMachine> machines, Plan<R> plan) {
        List<ShardMachine> ordered = machines.size() == 1
                ? machines
                : machines.stream().sorted(Comparator.comparing(ShardMachine::shard)).toList();
        List<ShardMachine> changed = new ArrayList<>();
        int locked = 0;
        try {
            for (ShardMachine machine : ordered) {
                Check.that(!machine.lock.isHeldByCurrentThread(), "shard %s twice in one step", machine.shard());
                machine.lock.lock();
                locked++;
            }
            return settle(machines, plan, changed);
        } finally {
            for (ShardMachine machine : ordered.subList(0, locked)) {
                machine.lock.unlock();
            }
            // Listeners run without the locks; they may look at the shards again.
            changed.forEach(ShardMachine::announce);
        }
    }

    /** Writes the compaction that waits to ride along with another change. */
    public static void flush(ShardMachine machine) {
        run(List.of(machine), () -> {
            // A change without effect carries the riders.
            StateChange nothing = new StateChange.AdvanceSince(machine.state().since());
            return machine.compactionPending()
                    ? new Proposal.Write<>(List.of(List.of(nothing)), true)
                    : new Proposal.Refuse<>(false);
        });
    }

    /** Raises the durable since as far as all holds allow. */
    public static void advanceSince(ShardMachine machine) {
        run(List.of(machine), () -> {
            long allowed = machine.allowedSince(machine.state());
            return allowed > machine.state().since()
                    ? new Proposal.Write<>(List.of(List.of(new StateChange.AdvanceSince(allowed))), true)
                    : new Proposal.Refuse<>(false);
        });
    }

    private static <R> R settle(List<ShardMachine> machines, Plan<R> plan, List<ShardMachine> changed) {
        boolean fresh = false;
        while (true) {
            if (machines.stream().anyMatch(ShardMachine::doubtful)) {
                catchUp(machines, changed);
            }
            switch (plan.propose()) {
                case Proposal.Refuse<R> refuse -> {
                    if (fresh || machines.stream().noneMatch(ShardMachine::mayBeStale)) {
                        return refuse.result();
                    }
                    fresh = true;
                    catchUp(machines, changed);
                }
                case Proposal.Write<R> write -> {
                    if (write(machines, write.changes(), changed)) {
                        return write.result();
                    }
                    fresh = true;
                    catchUp(machines, changed);
                }
            }
        }
    }

    private static void catchUp(List<ShardMachine> machines, List<ShardMachine> changed) {
        for (ShardMachine machine : machines) {
            long before = machine.state().seqno();
            machine.catchUp();
            if (machine.state().seqno() != before && !changed.contains(machine)) {
                changed.add(machine);
            }
        }
    }

    /** A record on its way. */
    private record Sent(ShardMachine machine, StateRecord stateRecord, byte[] value) {}

    private static boolean write(
            List<ShardMachine> machines, List<List<StateChange>> changes, List<ShardMachine> changed) {
        List<Sent> sent = new ArrayList<>();
        List<Change> cas = new ArrayList<>();
        Token token = machines.getFirst().place().nextToken();
        for (int i = 0; i < machines.size(); i++) {
            if (changes.get(i).isEmpty()) {
                continue;
            }
            ShardMachine machine = machines.get(i);
            StateRecord stateRecord = machine.recordOf(token, machine.withRiders(changes.get(i)));
            long seqno = machine.state().seqno() + 1;
            byte[] value = RecordCodec.encode(machine.shard(), seqno, stateRecord);
            sent.add(new Sent(machine, stateRecord, value));
            cas.add(new Change(machine.shard().value(), new Entry(seqno, value)));
        }
        if (!sent.isEmpty() && !compareAndSet(machines.getFirst().place().consensus(), cas, sent)) {
            return false;
        }
        for (Sent one : sent) {
            one.machine().apply(one.stateRecord(), one.value().length);
            changed.add(one.machine());
        }
        return true;
    }

    private static boolean compareAndSet(Consensus consensus, List<Change> cas, List<Sent> sent) {
        try {
            return consensus.compareAndSet(cas);
        } catch (ExternalException failure) {
            try {
                if (landed(consensus, sent.getFirst())) {
                    return true;
                }
            } catch (ExternalException again) {
                failure.addSuppressed(again);
            }
            for (Sent one : sent) {
                one.machine().doubt(one.stateRecord().token(), one.stateRecord().changes());
            }
            throw failure;
        }
    }

    private static boolean landed(Consensus consensus, Sent sent) {
        ShardMachine machine = sent.machine();
        long seqno = machine.state().seqno() + 1;
        List<Entry> found = consensus.scan(machine.shard().value(), seqno, 1);
        return !found.isEmpty()
                && found.getFirst().seqno() == seqno
                && Arrays.equals(found.getFirst().value(), sent.value());
    }
}
