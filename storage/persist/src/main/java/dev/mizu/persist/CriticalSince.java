package dev.mizu.persist;

import dev.mizu.persist.machine.Commit;
import dev.mizu.persist.machine.Commit.Proposal;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.state.StateChange;
import dev.mizu.persist.state.StateChange.Critical;
import dev.mizu.persist.update.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A durable hold on a shard's since that never expires; the region's controller keeps one per collection. Opening it
 * with an equal or greater token takes it over: a former owner with a smaller one then gets {@link FencedException}.
 * Thread-safe.
 */
public final class CriticalSince implements AutoCloseable {
    private final ShardMachine machine;
    private final String name;
    private final long token;

    private CriticalSince(ShardMachine machine, String name, long token) {
        this.machine = machine;
        this.name = name;
        this.token = token;
    }

    static CriticalSince open(ShardMachine machine, String name, long token) {
        CriticalSince handle = new CriticalSince(machine, name, token);
        Commit.run(List.of(machine), () -> {
            Critical stored = handle.stored().orElse(new Critical(token, machine.readableSince()));
            handle.checkToken(stored);
            boolean unchanged = handle.stored().isPresent() && stored.token() == token;
            return unchanged || machine.state().finalized()
                    ? new Proposal.Refuse<>(false)
                    : new Proposal.Write<>(List.of(handle.put(stored.since())), true);
        });
        return handle;
    }

    private Optional<Critical> stored() {
        return Optional.ofNullable(machine.state().criticals().get(name));
    }

    private void checkToken(Critical stored) {
        if (stored.token() > token) {
            throw new FencedException("hold " + name + " on shard " + shard() + " belongs to token " + stored.token()
                    + ", not to " + token);
        }
    }

    private List<StateChange> put(long since) {
        return List.of(new StateChange.PutCritical(name, new Critical(token, since)));
    }

    public ShardId shard() {
        return machine.shard();
    }

    /** The hold; {@link Long#MAX_VALUE} once the shard is finalized. */
    public long since() {
        return stored().map(Critical::since).orElse(Long.MAX_VALUE);
    }

    /** Moves the hold, durably; without effect when {@code newSince} is lower. {@link Long#MAX_VALUE} lets all go. */
    public void downgrade(long newSince) {
        downgradeAll(Map.of(this, newSince));
    }

    static void downgradeAll(Map<CriticalSince, Long> newSinces) {
        List<CriticalSince> handles = List.copyOf(newSinces.keySet());
        List<ShardMachine> machines = handles.stream().map(handle -> handle.machine).toList();
        Commit.run(machines, () -> {
            List<List<StateChange>> changes = new ArrayList<>();
            for (CriticalSince handle : handles) {
                handle.stored().ifPresent(handle::checkToken);
                long since = Objects.requireNonNull(newSinces.get(handle));
                boolean moves = since > handle.since();
                changes.add(moves ? handle.put(since) : List.of());
            }
            return changes.stream().allMatch(List::isEmpty)
                    ? new Proposal.Refuse<>(false)
                    : new Proposal.Write<>(changes, true);
        });
    }

    /** Forgets the handle in memory; the durable hold stays. */
    @Override
    public void close() {}
}
