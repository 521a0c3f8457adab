package dev.mizu.persist;

import dev.mizu.base.error.ExternalException;
import dev.mizu.base.time.Clock;
import dev.mizu.persist.machine.Commit;
import dev.mizu.persist.machine.Commit.Proposal;
import dev.mizu.persist.machine.Hold;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.state.StateChange;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A reader's claim on its shard: its holds in this process, and, in a location that other processes use too, a durable
 * lease at the lowest of them, renewed in the background. Where this process is alone, or somebody else keeps the
 * shard readable (a lease of no time), nothing is written. Ends when the
 * reader and all its listeners are closed.
 */
final class Lessee {
    private final ShardMachine machine;
    private final Set<Hold> holds = ConcurrentHashMap.newKeySet();
    private final String name;
    private final long leaseMillis;
    private final boolean leases;
    /** Written by the renewing thread, read by the readers' threads. */
    private final AtomicLong expiresAtMillis = new AtomicLong(Long.MAX_VALUE);

    private final AtomicBoolean closed = new AtomicBoolean();

    Lessee(ShardMachine machine, Hold hold, String name, Duration lease) {
        this.machine = machine;
        this.holds.add(hold);
        this.name = name;
        this.leaseMillis = lease.toMillis();
        this.leases = machine.place().shared() && !lease.isZero();
    }

    private Clock clock() {
        return machine.place().clock();
    }

    private boolean needed() {
        return leases;
    }

    /** Takes the lease; afterwards nobody compacts beyond the hold. */
    void take() {
        if (!needed()) {
            return;
        }
        long until = clock().epochMillis() + leaseMillis;
        Commit.run(List.of(machine), () -> {
            // Another process may have raised since before this lease was there.
            holds.forEach(hold -> hold.downgrade(machine.state().since()));
            return put(until);
        });
        expiresAtMillis.set(until);
    }

    /** Extends the lease when a quarter of it is over. Background thread. */
    void renew() {
        long now = clock().epochMillis();
        if (!needed() || closed.get() || expiresAtMillis.get() - now > leaseMillis * 3 / 4) {
            return;
        }
        long until = now + leaseMillis;
        boolean renewed = Commit.run(
                List.of(machine),
                () -> now < expiresAtMillis.get() && machine.state().leases().containsKey(name)
                        ? put(until)
                        : new Proposal.Refuse<>(false));
        expiresAtMillis.set(renewed ? until : Long.MIN_VALUE);
    }

    private Proposal<Boolean> put(long until) {
        long since = holds.stream().mapToLong(Hold::since).min().orElse(Long.MAX_VALUE);
        StateChange lease = new StateChange.PutLease(name, new StateChange.Lease(since, until));
        return new Proposal.Write<>(List.of(List.of(lease)), true);
    }

    /** @throws LeaseExpiredException when the hold may have been passed over */
    void check() {
        long expiry = expiresAtMillis.get();
        if (expiry != Long.MAX_VALUE && clock().epochMillis() >= expiry) {
            throw new LeaseExpiredException(
                    "the lease of reader " + name + " on shard " + machine.shard() + " expired");
        }
    }

    boolean closed() {
        return closed.get();
    }

    /** A listener's hold, at or above one that is there already. */
    Hold holdBeside(Hold existing, long since, long frontier) {
        Hold hold = machine.holdBeside(existing, since, frontier);
        holds.add(hold);
        return hold;
    }

    /** Ends one hold, and with the last one the lease. */
    void release(Hold hold) {
        if (!holds.remove(hold)) {
            return;
        }
        machine.release(hold);
        if (holds.isEmpty()) {
            closed.set(true);
            if (needed()) {
                drop();
            }
        }
    }

    private void drop() {
        try {
            Commit.run(
                    List.of(machine),
                    () -> machine.state().leases().containsKey(name)
                            ? new Proposal.Write<>(List.of(List.of(new StateChange.DropLease(name))), true)
                            : new Proposal.Refuse<>(false));
        } catch (ExternalException e) {
            // It ends by itself when its time is over.
            return;
        }
    }
}
