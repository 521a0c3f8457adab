package dev.mizu.coordinator.bootstrap;

import dev.mizu.base.time.Clock;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.coordinator.implications.ShardFrontiers;
import dev.mizu.oracle.TimestampOracle;
import dev.mizu.persist.CriticalSince;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.PersistOptions;
import dev.mizu.persist.TableShards;
import dev.mizu.persist.location.Blob;
import dev.mizu.persist.location.FileBlob;
import dev.mizu.persist.location.FolderLock;
import dev.mizu.persist.location.MemoryBlob;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.location.SharedConsensus;
import dev.mizu.persist.location.SqliteConsensus;
import dev.mizu.persist.update.ShardId;
import dev.mizu.repr.time.Timestamps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The region's two persist locations, their tables and the oracle. Holds the critical sinces of all collections.
 * Thread-safe.
 */
public final class RegionStorage implements ShardFrontiers, AutoCloseable {
    private static final ShardId TXNS = new ShardId("stxns");
    private static final String HOLDER = "region";
    private static final long TOKEN = 1;
    private static final Duration LEASE = Duration.ofMinutes(1);
    /** The folder of blobs in the region's folder. */
    public static final String BLOBS = "blob";

    private final PersistClient durable;
    private final PersistClient memory;
    private final TableShards durableTables;
    private final TableShards memoryTables;
    private final TimestampOracle oracle;
    private final Map<ShardRef, CriticalSince> holds = new ConcurrentHashMap<>();

    private final Optional<Shared> shared;

    /** The stores of a region whose replicas are other processes: they reach them through this one. */
    public record Shared(FolderLock lock, SharedConsensus durable, SharedConsensus memory, Blob memoryBlob) {
        private void close() {
            memory.close();
            durable.close();
            lock.close();
        }
    }

    private RegionStorage(PersistClient durable, PersistClient memory, Optional<Shared> shared, Clock clock) {
        this.durable = durable;
        this.memory = memory;
        this.shared = shared;
        this.durableTables = TableShards.open(durable, TXNS);
        this.memoryTables = TableShards.open(memory, TXNS);
        this.oracle = TimestampOracle.open(durable.consensus(), "epoch_ms", clock);
    }

    /** Throws {@link dev.mizu.base.error.ExternalException} when another process owns the folder. */
    public static RegionStorage open(Path folder, Clock clock) {
        return new RegionStorage(PersistClient.open(new PersistLocation.Folder(folder)),
                PersistClient.open(new PersistLocation.Memory()), Optional.empty(), clock);
    }

    /** The same for a region whose replicas are other processes. Readers lease what they read, for a minute. */
    public static RegionStorage openShared(Path folder, Clock clock) {
        Shared shared = new Shared(FolderLock.acquire(folder), new SharedConsensus(new SqliteConsensus(folder)),
                new SharedConsensus(new MemoryConsensus()), new MemoryBlob());
        PersistOptions options = PersistOptions.DEFAULT.withLease(LEASE);
        PersistClient durable = PersistClient.open(new PersistLocation.Custom(
                new FileBlob(folder.resolve(BLOBS)), shared.durable().open(), true), options);
        // Replicas of an earlier process ended with it, and this one's have not begun.
        durable.sweep();
        PersistClient memory = PersistClient.open(new PersistLocation.Custom(
                shared.memoryBlob(), shared.memory().open(), true), options);
        return new RegionStorage(durable, memory, Optional.of(shared), clock);
    }

    /** What replicas in other processes are served from; empty when there can be none. */
    public Optional<Shared> shared() {
        return shared;
    }

    public PersistClient client(Location location) {
        return location == Location.DURABLE ? durable : memory;
    }

    public TableShards tables(Location location) {
        return location == Location.DURABLE ? durableTables : memoryTables;
    }

    public TimestampOracle oracle() {
        return oracle;
    }

    @Override
    public long upper(ShardRef shard) {
        return shard.inTxns() ? tables(shard.location()).upper()
                : client(shard.location()).upper(new ShardId(shard.shardId()));
    }

    @Override
    public long hold(ShardRef shard) {
        return holds.computeIfAbsent(shard, s -> client(s.location())
                .openCriticalSince(new ShardId(s.shardId()), HOLDER, TOKEN)).since();
    }

    @Override
    public void downgrade(Map<ShardRef, Long> sinces) {
        for (Location location : Location.values()) {
            Map<CriticalSince, Long> moves = new HashMap<>();
            sinces.forEach((shard, since) -> {
                CriticalSince hold = holds.get(shard);
                if (shard.location() == location && hold != null) {
                    moves.put(hold, since);
                }
            });
            if (!moves.isEmpty()) {
                client(location).downgradeAll(moves);
            }
        }
    }

    @Override
    public void drop(ShardRef shard) {
        CriticalSince hold = holds.remove(shard);
        if (hold != null) {
            hold.downgrade(Timestamps.CLOSED);
            hold.close();
        }
        client(shard.location()).finalizeShard(new ShardId(shard.shardId()));
    }

    @Override
    public void close() {
        oracle.close();
        durableTables.close();
        memoryTables.close();
        memory.close();
        durable.close();
        shared.ifPresent(Shared::close);
    }
}
