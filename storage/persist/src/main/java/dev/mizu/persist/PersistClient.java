package dev.mizu.persist;

import dev.mizu.base.Check;
import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.compaction.Maintenance;
import dev.mizu.persist.format.v1.RecordCodec;
import dev.mizu.persist.location.Blob;
import dev.mizu.persist.location.Consensus;
import dev.mizu.persist.location.Consensus.Change;
import dev.mizu.persist.location.FileBlob;
import dev.mizu.persist.location.FolderLock;
import dev.mizu.persist.location.MemoryBlob;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.location.SqliteConsensus;
import dev.mizu.persist.machine.Commit;
import dev.mizu.persist.machine.Commit.Proposal;
import dev.mizu.persist.machine.Hold;
import dev.mizu.persist.machine.Place;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.state.StateChange;
import dev.mizu.persist.update.ShardId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The door to all shards of one location. Owns the location's parts, the in-memory state of every opened shard and one
 * background thread for compaction. Thread-safe. A shard comes to life when it is first opened: empty, with since and
 * upper 0.
 */
public final class PersistClient implements AutoCloseable {
    private final Place place;
    private final PersistOptions options;
    private final Optional<FolderLock> lock;
    private final ConcurrentHashMap<ShardId, ShardMachine> machines = new ConcurrentHashMap<>();
    private final Set<Lessee> lessees = ConcurrentHashMap.newKeySet();
    private final AtomicLong readers = new AtomicLong();
    private final Maintenance maintenance;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Shards that other clients wrote to, in the order in which they did. */
    private final LinkedBlockingQueue<ShardMachine> spokenOf = new LinkedBlockingQueue<>();

    private final Thread listener;
    private final boolean hears;
    private long seenOutside;

    private static final System.Logger LOG = System.getLogger(PersistClient.class.getName());

    private PersistClient(Place place, PersistOptions options, Optional<FolderLock> lock) {
        this.place = place;
        this.options = options;
        this.lock = lock;
        this.listener = Thread.ofPlatform().name("mizu-heard").daemon(true).unstarted(this::listen);
        this.hears = place.shared() && place.consensus().tell(this::heard);
        if (hears) {
            place.settledAt().set(place.consensus().outsideChanges());
            listener.start();
        }
        this.maintenance = Maintenance.start(options.compactionMillisPerSecond(), this::periodic);
    }

    public static PersistClient open(PersistLocation location) {
        return open(location, PersistOptions.DEFAULT);
    }

    /** @throws dev.mizu.base.error.ExternalException when the folder is owned by another process, or broken */
    public static PersistClient open(PersistLocation location, PersistOptions options) {
        return switch (location) {
            case PersistLocation.Folder folder -> {
                FolderLock lock = FolderLock.acquire(folder.path());
                try {
                    Blob blob = new FileBlob(folder.path().resolve("blob"));
                    Consensus consensus = new SqliteConsensus(folder.path());
                    yield new PersistClient(place(blob, consensus, false, options), options, Optional.of(lock));
                } catch (RuntimeException e) {
                    lock.close();
                    throw e;
                }
            }
            case PersistLocation.Memory ignored -> new PersistClient(
                    place(new MemoryBlob(), new MemoryConsensus(), false, options), options, Optional.empty());
            case PersistLocation.Custom custom -> new PersistClient(
                    place(custom.blob(), custom.consensus(), custom.shared(), options), options, Optional.empty());
        };
    }

    private static Place place(Blob blob, Consensus consensus, boolean shared, PersistOptions options) {
        Place.Sizes sizes = new Place.Sizes(
                options.inlineBytesMax(),
                options.partBytesTarget(),
                options.blockBytesTarget(),
                options.grace().toMillis());
        long writer = new SecureRandom().nextLong();
        return new Place(blob, consensus, options.clock(), shared, sizes, writer, new AtomicLong(),
                new AtomicLong(Long.MIN_VALUE));
    }

    ShardMachine machine(ShardId shard) {
        Check.that(!closed.get(), "the persist client is closed");
        ShardMachine known = machines.get(shard);
        // Known before it is loaded, so that nothing heard in between is missed.
        ShardMachine machine = known != null ? known : machines.computeIfAbsent(
                shard, id -> ShardMachine.of(place, id, changed -> maintenance.changed(changed)));
        if (machine.load()) {
            maintenance.opened(machine);
        }
        return machine;
    }

    /** Another client wrote. Must not wait: what it means for the shards is worked out by a thread of its own. */
    private void heard(List<Change> changes) {
        for (Change change : changes) {
            Optional<ShardMachine> machine = ShardId.valid(change.key())
                    ? Optional.ofNullable(machines.get(new ShardId(change.key()))) : Optional.empty();
            machine.ifPresent(known -> {
                known.hear(change.entry());
                spokenOf.add(known);
            });
        }
    }

    private void listen() {
        try {
            while (!closed.get()) {
                ShardMachine machine = spokenOf.take();
                try {
                    machine.takeHeard();
                } catch (ExternalException e) {
                    // It stays in the queue; whoever wants the newest state tries again.
                    LOG.log(System.Logger.Level.DEBUG, "a shard could not be brought up to date", e);
                }
            }
        } catch (InterruptedException e) {
            // Closing.
            Thread.currentThread().interrupt();
        }
    }

    public Writer openWriter(ShardId shard) {
        return new Writer(machine(shard));
    }

    /** A reader that starts at the shard's since. {@code purpose} is for diagnostics. */
    public Reader openReader(ShardId shard, String purpose) {
        return openReader(shard, purpose, CommonUpper.NONE);
    }

    /**
     * A reader for one look at a time that somebody else keeps readable until it is over: in a shared location an
     * ordinary one costs a durable lease.
     */
    public Reader openHeldReader(ShardId shard, String purpose) {
        return openReader(shard, purpose, CommonUpper.NONE, Duration.ZERO);
    }

    Reader openReader(ShardId shard, String purpose, CommonUpper common) {
        return openReader(shard, purpose, common, options.lease());
    }

    Reader openReader(ShardId shard, String purpose, CommonUpper common, Duration lease) {
        ShardMachine machine = machine(shard);
        Hold hold = machine.hold();
        String name = purpose + "-" + Long.toHexString(place.writer()) + "-" + readers.incrementAndGet();
        Lessee lessee = new Lessee(machine, hold, name, lease);
        try {
            lessee.take();
        } catch (RuntimeException e) {
            machine.release(hold);
            throw e;
        }
        if (place.shared() && !lease.isZero()) {
            lessees.add(lessee);
        }
        return new Reader(new Logical(machine, common), hold, lessee);
    }

    /**
     * Opens the critical hold {@code name} of the shard, creating it at the shard's since.
     *
     * @param token the owner's epoch: an equal or greater one takes the handle over
     * @throws FencedException when the stored token is greater
     */
    public CriticalSince openCriticalSince(ShardId shard, String name, long token) {
        return CriticalSince.open(machine(shard), name, token);
    }

    /** Moves many holds, of different shards, in one durable step; those that do not move cost nothing. */
    public void downgradeAll(Map<CriticalSince, Long> newSinces) {
        CriticalSince.downgradeAll(newSinces);
    }

    public MultiShardAppend multiShardAppend() {
        return new MultiShardAppend(this);
    }

    /** The location's consensus, for small histories of other kinds that live in the same place. */
    public Consensus consensus() {
        return place.consensus();
    }

    /** The shard's own upper; 0 for a shard that was never written. */
    public long upper(ShardId shard) {
        return machine(shard).freshState().upper();
    }

    /** Every shard with state here, finalized ones excluded. */
    public Set<ShardId> shards() {
        return place.consensus().keys().stream()
                .filter(ShardId::valid)
                .map(ShardId::new)
                .filter(shard -> !finalized(shard))
                .collect(Collectors.toSet());
    }

    /** A tombstone is always the last record. */
    private boolean finalized(ShardId shard) {
        return place.consensus().head(shard.value())
                .map(head -> RecordCodec.decode(shard, head.seqno(), head.value()))
                .filter(last -> last.changes().stream().anyMatch(StateChange.Tombstone.class::isInstance))
                .isPresent();
    }

    /** Closes the shard for ever and removes its blobs. Safe to repeat, also after a crash in the middle. */
    public void finalizeShard(ShardId shard) {
        ShardMachine machine = machine(shard);
        Commit.run(
                List.of(machine),
                () -> machine.state().finalized()
                        ? new Proposal.Refuse<>(false)
                        : new Proposal.Write<>(List.of(List.of(new StateChange.Tombstone())), true));
        machine.deleteGarbage();
        if (!place.shared()) {
            machine.deleteOrphans();
        }
    }

    /**
     * Deletes blobs that no shard knows: what earlier processes were writing when they ended. For a time when nobody
     * else has the location open.
     */
    public void sweep() {
        Set<String> live = new HashSet<>();
        for (ShardId shard : shards()) {
            live.addAll(machine(shard).state().blobKeys());
        }
        for (String key : place.blob().list("")) {
            if (!live.contains(key)) {
                place.blob().delete(key);
            }
        }
    }

    /** Bytes of the shard's live batches, inline and in blobs. */
    public long storedBytes(ShardId shard) {
        return machine(shard).state().trace().bytes();
    }

    /** Runs on the background thread every few tens of milliseconds. */
    private void periodic() {
        if (!place.shared()) {
            return;
        }
        long outside = place.consensus().outsideChanges();
        if (outside != seenOutside) {
            machines.values().forEach(ShardMachine::refresh);
            seenOutside = outside;
            if (hears) {
                place.settledAt().set(outside);
            }
        }
        lessees.removeIf(Lessee::closed);
        lessees.forEach(Lessee::renew);
    }

    /** Stops the background work and lets go of the location. Handles must not be used any more. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        maintenance.close();
        listener.interrupt();
        place.consensus().close();
        place.blob().close();
        lock.ifPresent(FolderLock::close);
    }
}
