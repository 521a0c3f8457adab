package dev.mizu.coordinator.implications;

import dev.mizu.base.Check;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogEntry;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.transaction.CatalogTransaction;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.controller.Collections;
import dev.mizu.controller.ComputeController;
import dev.mizu.controller.ReadHold;
import dev.mizu.controller.StorageController;
import dev.mizu.coordinator.groupcommit.Shards;
import dev.mizu.coordinator.introspection.RegionRows;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.pipeline.IndexPipeline;
import dev.mizu.optimizer.pipeline.MaterializedViewPipeline;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What follows from a catalog change: collections become known, clusters and dataflows start and stop. Restart runs
 * the same code over all that is stored. One change at a time.
 */
public final class Implications {
    private final Collections collections;
    private final ComputeController compute;
    private final StorageController storage;
    private final ReplicaStarter replicas;
    private final ShardFrontiers shards;
    private final TransientIds transientIds;
    private final RegionRows rows;

    /** The parts that a change is carried to. */
    public record Targets(
            Collections collections, ComputeController compute, StorageController storage, ReplicaStarter replicas,
            ShardFrontiers shards, TransientIds transientIds, RegionRows rows) {}

    public Implications(Targets targets) {
        this.collections = targets.collections();
        this.compute = targets.compute();
        this.storage = targets.storage();
        this.replicas = targets.replicas();
        this.shards = targets.shards();
        this.transientIds = targets.transientIds();
        this.rows = targets.rows();
    }

    /**
     * Makes the stored collections of new items known, before anybody can name them.
     *
     * @param time when the change became durable
     */
    public void announce(CatalogTransaction transaction, long time) {
        for (ItemEntry item : added(transaction)) {
            item.body().shard().map(Shards::ref).ifPresent(shard -> announce(item, shard, time));
        }
    }

    /** Makes one stored collection known, readable from {@code time} at the earliest. */
    public void announce(ItemEntry item, ShardRef shard, long time) {
        long since = Math.max(shards.hold(shard), shard.inTxns() ? time : Timestamps.MIN);
        collections.register(item.id(), since, () -> shards.upper(shard),
                item.body().historyMillis().orElse(Collections.DEFAULT_HISTORY_MILLIS));
    }

    /** Carries a change out. */
    public void apply(CatalogTransaction transaction, long time) {
        for (ItemEntry item : dropped(transaction)) {
            stop(item);
        }
        changedClusters(transaction).forEach((id, unused) -> replicas.align(
                transaction.before().cluster(id), transaction.after().cluster(id)));
        for (ItemEntry item : added(transaction)) {
            start(item, transaction.after(), time);
        }
    }

    private static List<ItemEntry> added(CatalogTransaction transaction) {
        Map<GlobalId, ItemEntry> added = new LinkedHashMap<>();
        for (CatalogOp op : transaction.ops()) {
            CatalogEntry.of(transaction.after(), op).ifPresent(entry -> {
                if (entry instanceof CatalogEntry.OfItem(ItemEntry item)
                        && transaction.before().item(item.id()).isEmpty()) {
                    added.put(item.id(), item);
                }
            });
        }
        return new ArrayList<>(added.values());
    }

    private static List<ItemEntry> dropped(CatalogTransaction transaction) {
        List<ItemEntry> dropped = new ArrayList<>();
        for (CatalogOp op : transaction.ops()) {
            if (op instanceof CatalogOp.DropItem(GlobalId id)) {
                transaction.before().item(id).ifPresent(dropped::add);
            }
        }
        return dropped;
    }

    private static Map<ClusterId, Boolean> changedClusters(CatalogTransaction transaction) {
        Map<ClusterId, Boolean> changed = new LinkedHashMap<>();
        for (CatalogOp op : transaction.ops()) {
            switch (op) {
                case CatalogOp.PutCluster(ClusterEntry entry) -> changed.put(entry.id(), true);
                case CatalogOp.DropCluster(ClusterId id) -> changed.put(id, true);
                default -> { }
            }
        }
        return changed;
    }

    /** Starts the clusters of a catalog that was read back. */
    public void startCluster(ClusterEntry cluster) {
        replicas.align(Optional.empty(), Optional.of(cluster));
    }

    /** Starts what an item stands for, on its cluster. Its collections are known. */
    public void start(ItemEntry item, CatalogState catalog, long time) {
        switch (item.body()) {
            case ItemBody.Index index -> startIndex(item, index, catalog, time);
            case ItemBody.MaterializedView view -> startView(item, view, catalog, time);
            case ItemBody.Source source -> storage.run(item.cluster().orElseThrow(), item.id(), source.plan(),
                    new StorageController.Targets(shardsOf(source.outputs(), item, catalog),
                            shardsOf(List.of(source.progress()), item, catalog).get(0)));
            case ItemBody.Table t -> { }
            case ItemBody.BuiltinTable t -> { }
            case ItemBody.Subsource s -> { }
            case ItemBody.View v -> { }
            case ItemBody.Connection c -> { }
            case ItemBody.Secret s -> { }
            case ItemBody.Type t -> { }
        }
    }

    private static List<ShardRef> shardsOf(List<GlobalId> ids, ItemEntry source, CatalogState catalog) {
        return ids.stream().map(id -> id.equals(source.id()) ? source : catalog.item(id).orElseThrow())
                .map(item -> Shards.ref(item.body().shard().orElseThrow())).toList();
    }

    private void startIndex(ItemEntry item, ItemBody.Index index, CatalogState catalog, long time) {
        OptimizerContext context = context(catalog, item);
        RelationType type = catalog.item(index.on()).flatMap(ItemEntry::desc).orElseThrow().type();
        DataflowDescription dataflow = IndexPipeline.optimize(
                new IndexPipeline.Target(item.id(), transientIds.allocate(), item.name(), index.on(), index.keys(),
                        type),
                context).plan();
        create(item, dataflow, time);
    }

    private void startView(ItemEntry item, ItemBody.MaterializedView view, CatalogState catalog, long time) {
        ShardRef shard = Shards.ref(view.stored());
        DataflowDescription dataflow = MaterializedViewPipeline.optimize(view.expr(),
                new MaterializedViewPipeline.Target(
                        item.id(), transientIds.allocate(), item.name(), shard, item.desc().orElseThrow()),
                context(catalog, item)).plan();
        long written = shards.upper(shard);
        // What nothing can change any more is complete at every time; for other relations the last one never comes.
        boolean anyTime = written == Timestamps.MIN || written == Timestamps.CLOSED;
        create(item, dataflow, anyTime ? time : written - 1);
    }

    /** Indexes of the same cluster that are known by now, which in order of ids are those made before. */
    private OptimizerContext context(CatalogState catalog, ItemEntry item) {
        return CatalogOracles.context(catalog, item.cluster().orElseThrow(),
                id -> !id.equals(item.id()) && collections.knows(id), UnaryOperator.identity());
    }

    /** As-of: the latest time that all inputs have completed, not after {@code wanted}, readable in any case. */
    private void create(ItemEntry item, DataflowDescription dataflow, long wanted) {
        Set<GlobalId> inputs = new HashSet<>(dataflow.shardImports().keySet());
        inputs.addAll(dataflow.indexImports().keySet());
        ReadHold hold = collections.acquire(inputs)
                .orElseThrow(() -> Check.unreachable("inputs of " + item.id() + " are known"));
        long complete = wanted;
        for (GlobalId input : inputs) {
            long upper = collections.upper(input);
            complete = Math.min(complete, upper == Timestamps.MIN ? Timestamps.MIN : upper - 1);
        }
        long asOf = Math.max(hold.time(), complete);
        // What was written before stays readable; what never was has no history before the as-of.
        if (collections.knows(item.id()) && collections.upper(item.id()) == Timestamps.MIN) {
            collections.startAt(item.id(), Math.min(asOf, wanted));
        }
        compute.createDataflow(item.cluster().orElseThrow(), dataflow.at(asOf, Timestamps.CLOSED), hold);
    }

    private void stop(ItemEntry item) {
        switch (item.body()) {
            case ItemBody.Index i -> compute.drop(Set.of(item.id()));
            case ItemBody.MaterializedView v -> compute.drop(Set.of(item.id()));
            case ItemBody.Source s -> {
                storage.stop(item.cluster().orElseThrow(), item.id());
                rows.dropped(item.id());
            }
            default -> { }
        }
        item.body().shard().map(Shards::ref).ifPresent(shard -> {
            collections.forget(item.id());
            shards.drop(shard);
        });
    }

    /** Moves holds and sinces; called about once a second. */
    public void maintain(CatalogState catalog) {
        Map<ShardRef, Long> moved = new HashMap<>();
        for (Collections.Compaction compaction : compute.maintain()) {
            catalog.item(compaction.id()).flatMap(item -> item.body().shard())
                    .ifPresent(shard -> moved.put(Shards.ref(shard), compaction.since()));
        }
        if (!moved.isEmpty()) {
            shards.downgrade(moved);
        }
    }
}
