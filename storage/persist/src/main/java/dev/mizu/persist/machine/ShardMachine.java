package dev.mizu.persist.machine;

import dev.mizu.base.Check;
import dev.mizu.persist.format.v1.RecordCodec;
import dev.mizu.persist.format.v1.RecordCodec.StateRecord;
import dev.mizu.persist.format.v1.RecordCodec.Token;
import dev.mizu.persist.location.Consensus.Entry;
import dev.mizu.persist.state.Part;
import dev.mizu.persist.state.ShardState;
import dev.mizu.persist.state.StateChange;
import dev.mizu.persist.update.CorruptionException;
import dev.mizu.persist.update.ShardId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
// tidy-allow: lock, it is held across a compare-and-set and, in order, across several machines
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One shard in this process: its newest known state, its readers here, and what waits to be cleaned up. The state is
 * read without a lock; whoever changes it holds the machine's lock across the compare-and-set, because the next change
 * builds on this one's outcome.
 */
public final class ShardMachine {
    private static final System.Logger LOG = System.getLogger(ShardMachine.class.getName());
    private static final int SCAN_PAGE = 512;
    private static final int ROLLUP_RECORDS = 128;
    private static final int ROLLUP_RECORDS_MAX = 1024;

    private final Place place;
    private final ShardId shard;
    private final Consumer<ShardMachine> onChange;
    final ReentrantLock lock = new ReentrantLock();
    private final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();
    private final Set<Hold> holds = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Pin, Long> pins = new ConcurrentHashMap<>();

    private final ConcurrentLinkedQueue<Entry> heard = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean loaded = new AtomicBoolean();

    // tidy-allow: volatile, every read of the shard looks at the state without the lock
    private volatile ShardState state;
    // tidy-allow: volatile, it only grows, under the lock; new readers look without it
    private volatile long reservedSince;
    // tidy-allow: volatile, the compacting thread offers without waiting for an append's disk write
    private volatile Optional<StateChange.Compact> pendingCompact = Optional.empty();
    private long recordsSinceRollup;
    private long bytesSinceRollup;
    private Optional<Uncertain> uncertain = Optional.empty();
    private Optional<Landed> landed = Optional.empty();
    // tidy-allow: volatile, appends ask after each change; it is written under the lock
    private volatile boolean garbageWaits;
    private final ArrayDeque<Garbage> garbage = new ArrayDeque<>();

    /** A blob that no state from {@code seqno} on refers to. Readers elsewhere get the time of a lease to finish. */
    private record Garbage(long seqno, String key, long deletableAtMillis) {}

    /** A record of ours whose fate is not known. */
    record Uncertain(Token token, long upperBefore, List<StateChange> changes) {}

    /** A record of ours of which we learned late that it was written. */
    record Landed(long upperBefore, List<StateChange> changes) {}

    private ShardMachine(Place place, ShardId shard, Consumer<ShardMachine> onChange) {
        this.place = place;
        this.shard = shard;
        this.state = ShardState.empty(shard);
        this.onChange = onChange;
    }

    /** A machine to be loaded. {@code onChange} runs after each change, on the changing thread. */
    public static ShardMachine of(Place place, ShardId shard, Consumer<ShardMachine> onChange) {
        return new ShardMachine(place, shard, onChange);
    }

    /** Reads the shard's state unless that was done; whether it was this call that did. */
    public boolean load() {
        if (loaded.get()) {
            return false;
        }
        lock.lock();
        try {
            if (loaded.get()) {
                return false;
            }
            reload();
            takeIn();
            loaded.set(true);
            return true;
        } finally {
            lock.unlock();
        }
    }

    public Place place() {
        return place;
    }

    public ShardId shard() {
        return shard;
    }

    public ShardState state() {
        return state;
    }

    /** The newest state, asking consensus when others may have written. */
    public ShardState freshState() {
        if (place.shared()) {
            if (place.upToDate()) {
                takeHeard();
            } else {
                refresh();
            }
        }
        return state;
    }

    /** Notes a record that another client wrote. Any thread, in order; does not wait. */
    public void hear(Entry entry) {
        heard.add(entry);
    }

    /** Takes in what was heard. */
    public void takeHeard() {
        if (heard.isEmpty()) {
            return;
        }
        long before = state.seqno();
        lock.lock();
        try {
            takeIn();
        } finally {
            lock.unlock();
        }
        if (state.seqno() != before) {
            announce();
        }
    }

    /** Under the lock. A record leaves the queue when it counts: who finds the queue empty finds it in the state. */
    private void takeIn() {
        for (Entry entry = heard.peek(); entry != null; entry = heard.peek()) {
            if (entry.seqno() > state.seqno() + 1) {
                catchUp();
            } else if (entry.seqno() == state.seqno() + 1) {
                applyEntry(entry);
            }
            heard.remove();
        }
    }

    /** Takes in what others wrote. */
    public void refresh() {
        long before = state.seqno();
        lock.lock();
        try {
            catchUp();
        } finally {
            lock.unlock();
        }
        if (state.seqno() != before) {
            announce();
        }
    }

    /** The first time that a reader opened now can read. */
    public long readableSince() {
        return Math.max(state.since(), reservedSince);
    }

    /** Registers a reader at the lowest time it can have. */
    public Hold hold() {
        // Under the lock, so that no change in flight raises since without having seen this reader.
        lock.lock();
        try {
            Hold hold = new Hold(readableSince(), Long.MAX_VALUE);
            holds.add(hold);
            return hold;
        } finally {
            lock.unlock();
        }
    }

    /** Registers a second reader beside one that holds as much. */
    public Hold holdBeside(Hold existing, long since, long frontier) {
        Check.that(since >= existing.since(), "a hold below the one it stands on");
        Hold hold = new Hold(since, frontier);
        holds.add(hold);
        return hold;
    }

    public void release(Hold hold) {
        holds.remove(hold);
        onChange.accept(this);
    }

    /** Below this everything is known to all who listen here. */
    public long listenedTo() {
        long frontier = Long.MAX_VALUE;
        for (Hold hold : holds) {
            frontier = Math.min(frontier, hold.frontier());
        }
        return frontier;
    }

    /** How far since may be raised: to the lowest hold of all, and not at all when nobody holds anything. */
    long allowedSince(ShardState of) {
        boolean held = !of.criticals().isEmpty() || !of.leases().isEmpty();
        long allowed = of.durableHold(place.clock().epochMillis());
        for (Hold hold : holds) {
            allowed = Math.min(allowed, hold.since());
            held = true;
        }
        return held ? Math.max(of.since(), allowed) : of.since();
    }

    /**
     * Fixes the since up to which a compaction may advance times: no reader opens below it from now on. In a shared
     * location the caller must make it durable before it compacts.
     */
    public long reserveSince() {
        lock.lock();
        try {
            if (!place.shared()) {
                reservedSince = Math.max(reservedSince, allowedSince(state));
            }
            return readableSince();
        } finally {
            lock.unlock();
        }
    }

    /** Runs {@code watcher}, which must be an object of its own, after each change, on the changing thread. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    public void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    /** The state, with its blobs kept until the pin is closed. */
    public Pin pin() {
        // The entry is there, holding back everything, before the state is looked at.
        Pin early = new Pin(this, ShardState.empty(shard));
        pins.put(early, 0L);
        Pin pin = new Pin(this, state);
        pins.put(pin, pin.seqno());
        pins.remove(early);
        return pin;
    }

    void unpin(Pin pin) {
        pins.remove(pin);
    }

    /** A compaction's result that rides along with the next change, which {@link Commit#flush} makes if none comes. */
    public void offerCompaction(StateChange.Compact compact) {
        pendingCompact = Optional.of(compact);
    }

    public boolean compactionPending() {
        return pendingCompact.isPresent();
    }

    /** Whether blobs wait to be deleted. */
    public boolean garbageWaits() {
        return garbageWaits;
    }

    /** Deletes the blobs that no state in use refers to; returns whether some remain for later. Background thread. */
    public boolean deleteGarbage() {
        Optional<Garbage> next = nextGarbage();
        while (next.isPresent()) {
            place.blob().delete(next.get().key());
            dropGarbage(next.get());
            next = nextGarbage();
        }
        return garbageWaits;
    }

    private Optional<Garbage> nextGarbage() {
        lock.lock();
        try {
            long pinned = pins.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
            long now = place.clock().epochMillis();
            return Optional.ofNullable(garbage.peek())
                    .filter(oldest -> oldest.seqno() <= pinned && oldest.deletableAtMillis() <= now);
        } finally {
            lock.unlock();
        }
    }

    private void dropGarbage(Garbage deleted) {
        lock.lock();
        try {
            garbage.remove(deleted);
            garbageWaits = !garbage.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Deletes blobs that an earlier process left behind. Only where this process is the sole owner. */
    public void deleteOrphans() {
        Set<String> live;
        lock.lock();
        try {
            live = new HashSet<>(state.blobKeys());
            garbage.forEach(entry -> live.add(entry.key()));
        } finally {
            lock.unlock();
        }
        String own = place.blobPrefix(shard);
        for (String key : place.blob().list(shard.value() + "/")) {
            if (!live.contains(key) && !key.startsWith(own)) {
                place.blob().delete(key);
            }
        }
    }

    /** The append from {@code upperBefore} on, if it was ours and we learned of it late. Under the lock. */
    public Optional<StateChange.Append> lateAppend(long upperBefore) {
        return landed.filter(late -> late.upperBefore() == upperBefore).flatMap(late -> late.changes().stream()
                .filter(StateChange.Append.class::isInstance)
                .map(StateChange.Append.class::cast)
                .findFirst());
    }

    /** The upper; or the one before the last append, if that was ours to {@code newUpper} and we learned of it late. */
    public long upperBefore(long newUpper) {
        lock.lock();
        try {
            long upper = state.upper();
            return landed.filter(late -> upper == newUpper && lateAppend(late.upperBefore()).isPresent())
                    .map(Landed::upperBefore)
                    .orElse(upper);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the state may be older than what consensus holds. Under the lock. */
    boolean mayBeStale() {
        return place.shared() || uncertain.isPresent();
    }

    /** Whether a record of ours may have been written without our knowing. Under the lock. */
    boolean doubtful() {
        return uncertain.isPresent();
    }

    void doubt(Token token, List<StateChange> changes) {
        uncertain = Optional.of(new Uncertain(token, state.upper(), changes));
    }

    /** Adds what rides along with any change. Under the lock. */
    List<StateChange> withRiders(List<StateChange> changes) {
        boolean movesHold = changes.stream().anyMatch(StateChange.PutCritical.class::isInstance);
        if (pendingCompact.isEmpty() && !movesHold) {
            return changes;
        }
        List<StateChange> all = new ArrayList<>(changes);
        ShardState after = state.applied(changes);
        long since = Math.max(reservedSince, allowedSince(after));
        if (since > after.since()) {
            all.add(new StateChange.AdvanceSince(since));
        }
        // Last, so that no state ever holds times advanced beyond its since.
        pendingCompact.ifPresent(all::add);
        return all;
    }

    /** The record to append. Under the lock. */
    StateRecord recordOf(Token token, List<StateChange> changes) {
        // A tombstone is the last record and stays alone, so it carries the state itself.
        boolean last = changes.stream().anyMatch(StateChange.Tombstone.class::isInstance);
        return new StateRecord(token, last || rollupDue() ? Optional.of(state) : Optional.empty(), changes);
    }

    private boolean rollupDue() {
        return recordsSinceRollup >= ROLLUP_RECORDS_MAX
                || recordsSinceRollup >= ROLLUP_RECORDS && bytesSinceRollup >= state.trace().inlineBytes() / 2;
    }

    /** Takes in a record that is durable at the next sequence number. Under the lock. */
    void apply(StateRecord stateRecord, int bytes) {
        ShardState before = state;
        ShardState after = before.applied(stateRecord.changes());
        collectGarbage(before, after, stateRecord.changes());
        reservedSince = Math.max(reservedSince, after.since());
        state = after;
        pendingCompact = pendingCompact.filter(
                pending -> stateRecord.changes().stream().noneMatch(change -> change == pending));
        // Only appends are asked for later; a compaction must not push one out.
        uncertain.filter(doubt -> doubt.token().equals(stateRecord.token()))
                .filter(doubt -> doubt.changes().stream().anyMatch(StateChange.Append.class::isInstance))
                .ifPresent(doubt -> landed = Optional.of(new Landed(doubt.upperBefore(), doubt.changes())));
        if (stateRecord.rollup().isPresent()) {
            recordsSinceRollup = 0;
            bytesSinceRollup = 0;
            if (stateRecord.token().writer() == place.writer()) {
                place.consensus().truncate(shard.value(), after.seqno());
            }
        }
        recordsSinceRollup++;
        bytesSinceRollup += bytes;
    }

    private void collectGarbage(ShardState before, ShardState after, List<StateChange> changes) {
        Set<String> dead = new HashSet<>();
        for (StateChange change : changes) {
            if (change instanceof StateChange.Compact compact) {
                compact.runs().forEach(run -> run.parts().forEach(part -> {
                    if (part instanceof Part.Stored stored) {
                        dead.add(stored.key());
                    }
                }));
                dead.addAll(before.blobKeys());
            } else if (change instanceof StateChange.Tombstone) {
                dead.addAll(before.blobKeys());
            }
        }
        if (!dead.isEmpty()) {
            after.blobKeys().forEach(dead::remove);
            long deletableAt = place.shared() ? place.clock().epochMillis() + place.sizes().graceMillis() : 0;
            dead.forEach(key -> garbage.add(new Garbage(after.seqno(), key, deletableAt)));
            garbageWaits = !garbage.isEmpty();
        }
    }

    /** Applies the records that are not known yet. Under the lock. */
    void catchUp() {
        while (true) {
            List<Entry> entries = place.consensus().scan(shard.value(), state.seqno() + 1, SCAN_PAGE);
            if (!entries.isEmpty() && entries.getFirst().seqno() != state.seqno() + 1) {
                reload();
                return;
            }
            for (Entry entry : entries) {
                applyEntry(entry);
            }
            if (entries.size() < SCAN_PAGE) {
                uncertain = Optional.empty();
                return;
            }
        }
    }

    private void applyEntry(Entry entry) {
        if (entry.seqno() != state.seqno() + 1) {
            throw new CorruptionException(
                    shard.value(), "record " + (state.seqno() + 1), "it is missing before record " + entry.seqno());
        }
        apply(RecordCodec.decode(shard, entry.seqno(), entry.value()), entry.value().length);
    }

    /** Reads the history from its newest rollup on. Under the lock. */
    private void reload() {
        List<Entry> entries = new ArrayList<>();
        long from = 0;
        while (true) {
            List<Entry> page = place.consensus().scan(shard.value(), from, SCAN_PAGE);
            entries.addAll(page);
            if (page.size() < SCAN_PAGE) {
                break;
            }
            from = page.getLast().seqno() + 1;
        }
        int start = entries.size() - 1;
        while (start >= 0 && !hasRollup(entries.get(start))) {
            start--;
        }
        if (start >= 0) {
            Entry entry = entries.get(start);
            StateRecord first = RecordCodec.decode(shard, entry.seqno(), entry.value());
            state = first.rollup().orElseThrow();
        } else {
            state = ShardState.empty(shard);
        }
        recordsSinceRollup = 0;
        bytesSinceRollup = 0;
        for (Entry entry : entries.subList(Math.max(0, start), entries.size())) {
            applyEntry(entry);
        }
    }

    private boolean hasRollup(Entry entry) {
        return RecordCodec.decode(shard, entry.seqno(), entry.value()).rollup().isPresent();
    }

    /** Tells everyone that the state changed. Without the lock. */
    void announce() {
        for (Runnable watcher : watchers) {
            try {
                watcher.run();
            } catch (RuntimeException e) {
                // What was written is written: a listener's mistake must not look like a failed append.
                LOG.log(System.Logger.Level.ERROR, "listener failed, shard " + shard, e);
            }
        }
        onChange.accept(this);
    }
}
