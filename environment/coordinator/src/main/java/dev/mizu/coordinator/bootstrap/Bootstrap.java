package dev.mizu.coordinator.bootstrap;

import dev.mizu.base.concurrent.LoopThread;
import dev.mizu.base.concurrent.Promise;
import dev.mizu.base.concurrent.Ticker;
import dev.mizu.base.time.Clock;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.durable.StoredCatalog;
import dev.mizu.catalog.transaction.CatalogTransaction;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.controller.Collections;
import dev.mizu.controller.ComputeController;
import dev.mizu.controller.ReplicaOrchestrator;
import dev.mizu.controller.StorageController;
import dev.mizu.coordinator.Coordinator;
import dev.mizu.coordinator.groupcommit.CatalogWrites;
import dev.mizu.coordinator.groupcommit.GroupCommit;
import dev.mizu.coordinator.groupcommit.Shards;
import dev.mizu.coordinator.groupcommit.WriteOutcome;
import dev.mizu.coordinator.groupcommit.WriteRequest;
import dev.mizu.coordinator.implications.CatalogOwner;
import dev.mizu.coordinator.implications.Implications;
import dev.mizu.coordinator.implications.ReplicaStarter;
import dev.mizu.coordinator.implications.TransientIds;
import dev.mizu.coordinator.introspection.ProgressRows;
import dev.mizu.coordinator.introspection.RegionRows;
import dev.mizu.coordinator.secret.SecretStore;
import dev.mizu.coordinator.sequencer.RegionParts;
import dev.mizu.persist.update.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Brings a region up: storage, catalog, collections, clusters, dataflows, in that order. */
public final class Bootstrap {
    private static final Duration PROGRESS = Duration.ofSeconds(1);
    private static final Duration MAINTENANCE = Duration.ofMillis(500);
    private static final ShardRef CATALOG = new ShardRef("scatalog", ShardRef.Location.DURABLE, true);

    private Bootstrap() {}

    /**
     * Starts a region over opened storage.
     *
     * @param onFailure hears of failures of background threads; a broken invariant there ends the process
     */
    public static Region start(RegionStorage storage, SecretStore secrets, RegionConfig config,
            ReplicaOrchestrator orchestrator, Consumer<Throwable> onFailure) throws InterruptedException {
        Clock clock = config.clock();
        GroupCommit commits = new GroupCommit(new GroupCommit.Tables(
                storage.tables(ShardRef.Location.DURABLE), storage.tables(ShardRef.Location.MEMORY)),
                storage.oracle(), clock, config.timestampIntervalMillis());
        LoopThread committer = GroupCommit.start(commits, onFailure);
        RegionRows rows = new RegionRows(commits, clock);
        Collections collections = new Collections();
        ComputeController compute = new ComputeController(collections, storage::upper);
        StorageController storageController = new StorageController(rows::source);
        ReplicaStarter replicas = new ReplicaStarter(orchestrator, compute, storageController, rows);
        TransientIds transientIds = new TransientIds(config.freshIds().uuid());
        Implications implications = new Implications(new Implications.Targets(
                collections, compute, storageController, replicas, storage, transientIds, rows));
        Stored stored = readCatalog(storage, commits);
        long time = fillBuiltinTables(stored, commits);
        CatalogState catalog = stored.after();
        startAll(catalog, implications, time);
        CatalogOwner owner = new CatalogOwner(catalog, commits, new CatalogWrites(CATALOG), implications);
        RegionParts parts = new RegionParts(owner, commits, storage.oracle(), collections, compute,
                storageController, implications, secrets, config.probe(), transientIds, rows, clock,
                config.freshIds(), clock.epochMillis());
        Ticker maintenance = Ticker.start("maintenance", MAINTENANCE,
                () -> implications.maintain(owner.snapshot()), onFailure);
        ProgressRows progress = new ProgressRows(commits, clock,
                new ProgressRows.Sources(owner::snapshot, collections, compute));
        Ticker progressing = Ticker.start("progress", PROGRESS, progress::tick, onFailure);
        return new Region(new Coordinator(parts), parts,
                List.of(progressing, maintenance, committer, commits, replicas));
    }

    /** The catalog that was stored, or a new one; {@code change} is what is not in its shard yet. */
    private record Stored(CatalogTransaction change, CatalogState after, boolean fresh) {}

    private static Stored readCatalog(RegionStorage storage, GroupCommit commits) throws InterruptedException {
        if (!CatalogShard.exists(storage)) {
            List<CatalogOp> ops = new ArrayList<>(InitialCatalog.builtin());
            ops.addAll(InitialCatalog.fresh());
            ops.addAll(BuiltinItems.ops(state(ops)));
            CatalogTransaction all = CatalogTransaction.of(CatalogState.EMPTY, ops);
            return new Stored(all, all.after(), true);
        }
        long asOf = write(commits, WriteRequest.of(Map.of()));
        StoredCatalog records = StoredCatalog.read(CatalogShard.read(storage, asOf));
        List<CatalogOp> ops = new ArrayList<>(InitialCatalog.builtin());
        ops.addAll(records.ops());
        ops.addAll(BuiltinItems.ops(state(ops)));
        ops.addAll(ItemLoading.storedItems(state(ops), records.items()));
        CatalogTransaction all = CatalogTransaction.of(CatalogState.EMPTY, ops);
        return new Stored(all, all.after(), false);
    }

    private static CatalogState state(List<CatalogOp> ops) {
        CatalogState state = CatalogState.EMPTY;
        for (CatalogOp op : ops) {
            state = state.with(op);
        }
        return state;
    }

    /** Builtin tables live in memory: their rows are made anew. A fresh catalog becomes durable with them. */
    private static long fillBuiltinTables(Stored stored, GroupCommit commits)
            throws InterruptedException {
        WriteRequest all = new CatalogWrites(CATALOG).of(stored.change(), t -> { });
        Set<ShardRef> registered = new HashSet<>(all.registered());
        if (stored.fresh()) {
            registered.add(CATALOG);
            return write(commits, new WriteRequest(all.writes(), registered, Set.of(), Set.of(), 0, t -> { }));
        }
        registered.removeIf(shard -> shard.location() == ShardRef.Location.DURABLE);
        Map<ShardRef, List<Updates>> rows = new HashMap<>(all.writes());
        rows.keySet().removeIf(shard -> shard.location() == ShardRef.Location.DURABLE);
        return write(commits, new WriteRequest(rows, registered, Set.of(), Set.of(), 0, t -> { }));
    }

    private static long write(GroupCommit commits, WriteRequest request) throws InterruptedException {
        Promise<WriteOutcome> outcome = commits.submit(request);
        return ((WriteOutcome.Committed) outcome.await()).time();
    }

    private static void startAll(CatalogState catalog, Implications implications, long time) {
        catalog.clusters().stream().sorted(Comparator.comparing(ClusterEntry::id))
                .forEach(implications::startCluster);
        List<ItemEntry> items = new ArrayList<>(catalog.items());
        items.sort(Comparator.comparing(ItemEntry::id));
        for (ItemEntry item : items) {
            item.body().shard().map(Shards::ref)
                    .ifPresent(shard -> implications.announce(item, shard, shard.inTxns()
                            && shard.location() == ShardRef.Location.MEMORY ? time : 0));
        }
        for (ItemEntry item : items) {
            implications.start(item, catalog, time);
        }
    }
}
