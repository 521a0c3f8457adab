package dev.mizu.persist;

import dev.mizu.base.time.Clock;
import dev.mizu.persist.machine.Commit;
import dev.mizu.persist.machine.Commit.Proposal;
import dev.mizu.persist.machine.Hold;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.state.StateChange;
import java.time.Duration;
import java.util.List;

/**
 * A reader's durable hold in a location that other processes use too, renewed in the background. Where this process is
 * alone, the hold in memory is enough, and nothing is written.
 */
final class Lessee {
    private final ShardMachine machine;
    private final Hold hold;
    private final String name;
    private final long leaseMillis;
    /** Written by the renewing thread, read by the readers' threads. */
    private volatile long expiresAtMillis;

    private volatile boolean closed;

    Lessee(ShardMachine machine, Hold hold, String name, Duration lease) {
        this.machine = machine;
        this.hold = hold;
        this.name = name;
        this.leaseMillis = lease.toMillis();
        this.expiresAtMillis = Long.MAX_VALUE;
    }

    private Clock clock() {
        return machine.place().clock();
    }

    private boolean needed() {
        return machine.place().shared();
    }

    /** Takes the lease; afterwards nobody compacts beyond the hold. */
    void take() {
        if (!needed()) {
            return;
        }
        long until = clock().epochMillis() + leaseMillis;
        Commit.run(List.of(machine), () -> {
            // Another process may have raised since before this lease was there.
            hold.downgrade(machine.state().since());
            return put(until);
        });
        expiresAtMillis = until;
    }

    /** Extends the lease when a quarter of it is over. Background thread. */
    void renew() {
        long now = clock().epochMillis();
        if (!needed() || closed || expiresAtMillis - now > leaseMillis * 3 / 4) {
            return;
        }
        long until = now + leaseMillis;
        boolean renewed = Commit.run(
                List.of(machine),
                () -> now < expiresAtMillis && machine.state().leases().containsKey(name)
                        ? put(until)
                        : new Proposal.Refuse<>(false));
        expiresAtMillis = renewed ? until : Long.MIN_VALUE;
    }

    private Proposal<Boolean> put(long until) {
        StateChange lease = new StateChange.PutLease(name, new StateChange.Lease(hold.since(), until));
        return new Proposal.Write<>(List.of(List.of(lease)), true);
    }

    /** @throws LeaseExpiredException when the hold may have been passed over */
    void check() {
        if (expiresAtMillis != Long.MAX_VALUE && clock().epochMillis() >= expiresAtMillis) {
            throw new LeaseExpiredException("the lease of reader " + name + " on shard " + machine.shard() + " expired");
        }
    }

    boolean closed() {
        return closed;
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (needed()) {
            Commit.run(
                    List.of(machine),
                    () -> machine.state().leases().containsKey(name)
                            ? new Proposal.Write<>(List.of(List.of(new StateChange.DropLease(name))), true)
                            : new Proposal.Refuse<>(false));
        }
    }
}
