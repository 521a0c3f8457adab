package dev.mizu.persist.state;

import dev.mizu.base.Check;
import dev.mizu.persist.state.StateChange.Critical;
import dev.mizu.persist.state.StateChange.Lease;
import dev.mizu.persist.update.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A shard at one sequence number.
 *
 * @param seqno of the last record applied; 0 before the first
 * @param since times below it may be advanced to it
 * @param upper times below it are complete
 * @param finalized closed for ever, without content
 */
public record ShardState(
        ShardId shard,
        long seqno,
        long since,
        long upper,
        Trace trace,
        Map<String, Critical> criticals,
        Map<String, Lease> leases,
        boolean finalized) {

    /** A shard before its first record. */
    public static ShardState empty(ShardId shard) {
        return new ShardState(shard, 0, 0, 0, Trace.EMPTY, Map.of(), Map.of(), false);
    }

    /** The state after the record {@code seqno + 1}. */
    public ShardState applied(List<StateChange> changes) {
        ShardState next = withSeqno(seqno + 1);
        for (StateChange change : changes) {
            next = next.applied(change);
        }
        return next;
    }

    private ShardState applied(StateChange change) {
        return switch (change) {
            case StateChange.Append append -> appended(append);
            case StateChange.Compact compact -> trace.find(compact.first(), compact.last())
                    .map(range -> withTrace(trace.replaced(range, 2 * seqno + 1, compact.runs())))
                    .orElse(this);
            case StateChange.AdvanceSince advance -> withSince(Math.max(since, advance.since()));
            case StateChange.PutCritical put -> {
                Map<String, Critical> changed = new TreeMap<>(criticals);
                changed.put(put.name(), put.hold());
                yield withHolds(Map.copyOf(changed), leases);
            }
            case StateChange.PutLease put -> {
                Map<String, Lease> changed = new TreeMap<>(leases);
                changed.put(put.reader(), put.lease());
                yield withHolds(criticals, Map.copyOf(changed));
            }
            case StateChange.DropLease drop -> {
                Map<String, Lease> changed = new TreeMap<>(leases);
                changed.remove(drop.reader());
                yield withHolds(criticals, Map.copyOf(changed));
            }
            case StateChange.Tombstone ignored -> new ShardState(
                    shard, seqno, Long.MAX_VALUE, Long.MAX_VALUE, Trace.EMPTY, Map.of(), Map.of(), true);
        };
    }

    private ShardState appended(StateChange.Append append) {
        Check.that(append.newUpper() >= upper, "upper of %s would go back", shard);
        if (append.newUpper() == upper) {
            return this;
        }
        Batch batch = Batch.of(2 * seqno, upper, append.newUpper(), append.runs());
        return new ShardState(
                shard, seqno, since, append.newUpper(), trace.appended(batch), criticals, leases, finalized);
    }

    private ShardState withSeqno(long other) {
        return new ShardState(shard, other, since, upper, trace, criticals, leases, finalized);
    }

    private ShardState withSince(long other) {
        return new ShardState(shard, seqno, other, upper, trace, criticals, leases, finalized);
    }

    private ShardState withTrace(Trace other) {
        return new ShardState(shard, seqno, since, upper, other, criticals, leases, finalized);
    }

    private ShardState withHolds(Map<String, Critical> otherCriticals, Map<String, Lease> otherLeases) {
        return new ShardState(shard, seqno, since, upper, trace, otherCriticals, otherLeases, finalized);
    }

    /** The lowest durable hold still valid at {@code nowMillis}; {@link Long#MAX_VALUE} when there is none. */
    public long durableHold(long nowMillis) {
        long hold = Long.MAX_VALUE;
        for (Critical critical : criticals.values()) {
            hold = Math.min(hold, critical.since());
        }
        for (Lease lease : leases.values()) {
            hold = lease.expiresAtMillis() > nowMillis ? Math.min(hold, lease.since()) : hold;
        }
        return hold;
    }

    /** The keys of all blobs it refers to. */
    public List<String> blobKeys() {
        List<String> keys = new ArrayList<>();
        for (Batch batch : trace.batches()) {
            keys.addAll(batch.blobKeys());
        }
        return keys;
    }
}
