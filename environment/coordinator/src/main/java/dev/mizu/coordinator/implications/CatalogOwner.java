package dev.mizu.coordinator.implications;

import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.transaction.CatalogTransaction;
import dev.mizu.coordinator.groupcommit.CatalogWrites;
import dev.mizu.coordinator.groupcommit.GroupCommit;
import dev.mizu.coordinator.groupcommit.WriteOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Owns the present catalog. Everybody reads its snapshot; changes are made one after the other: worked out on the
 * snapshot, made durable by group commit, then their implications are applied, all before the next one starts.
 */
public final class CatalogOwner {
    private final AtomicReference<CatalogState> current;
    private final Exclusive changes = new Exclusive();
    private final GroupCommit commits;
    private final CatalogWrites writes;
    private final Implications implications;

    public CatalogOwner(CatalogState initial, GroupCommit commits, CatalogWrites writes, Implications implications) {
        this.current = new AtomicReference<>(initial);
        this.commits = commits;
        this.writes = writes;
        this.implications = implications;
    }

    /** The present state; any thread. */
    public CatalogState snapshot() {
        return current.get();
    }

    /**
     * Makes a change. {@code change} sees the state that it will be applied to; it throws
     * {@link dev.mizu.base.error.SqlException} to refuse, and gives no ops when there is nothing to do. Returns the
     * time at which the change is visible.
     */
    public Optional<Long> change(Function<CatalogState, List<CatalogOp>> change) {
        return changes.get(() -> {
            CatalogState before = current.get();
            List<CatalogOp> ops = change.apply(before);
            if (ops.isEmpty()) {
                return Optional.empty();
            }
            CatalogTransaction transaction = CatalogTransaction.of(before, ops);
            long time = commit(transaction);
            implications.apply(transaction, time);
            return Optional.of(time);
        });
    }

    private long commit(CatalogTransaction transaction) {
        try {
            WriteOutcome outcome = commits.submit(
                    writes.of(transaction, time -> {
                        implications.announce(transaction, time);
                        current.set(transaction.after());
                    })).await();
            return ((WriteOutcome.Committed) outcome).time();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new dev.mizu.base.error.SqlException(dev.mizu.base.error.SqlState.ADMIN_SHUTDOWN,
                    "interrupted while the catalog was changed");
        }
    }
}
