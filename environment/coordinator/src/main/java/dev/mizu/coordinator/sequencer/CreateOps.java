package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.catalog.DatabaseEntry;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.RoleEntry;
import dev.mizu.catalog.SchemaEntry;
import dev.mizu.catalog.StoredShard;
import dev.mizu.repr.RelationDesc;
import dev.mizu.sqlplanner.catalog.CatalogCluster.Replica;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.NewItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together the ops of one CREATE against the state that they will be applied to. Used once, by one thread. */
final class CreateOps {
    private final RegionParts region;
    private final StatementValues values;
    private final CatalogState state;
    private final RoleId owner;
    private final IdAllocation ids;
    private final List<CatalogOp> ops = new ArrayList<>();

    /** @param values of the session that will own what is made, over the state that is changed */
    CreateOps(RegionParts region, StatementValues values) {
        this.region = region;
        this.values = values;
        this.state = values.catalog();
        this.owner = values.session().identity().role();
        this.ids = new IdAllocation(state.ids());
    }

    /** The ops; none when the object is there already and IF NOT EXISTS was said. */
    List<CatalogOp> of(CreatePlan plan) {
        switch (plan) {
            case CreatePlan.CreateDatabase database -> {
                if (database.exists() || state.database(database.name()).isPresent()) {
                    return existing(database.ifNotExists(), SqlState.DUPLICATE_DATABASE,
                            "database '" + database.name() + "' already exists");
                }
                DatabaseId id = ids.database();
                ops.add(new CatalogOp.PutDatabase(new DatabaseEntry(id, ids.oid(), database.name(), owner)));
                ops.add(new CatalogOp.PutSchema(
                        new SchemaEntry(ids.schema(), ids.oid(), "public", Optional.of(id), owner)));
            }
            case CreatePlan.CreateSchema schema -> {
                if (schema.exists() || state.schema(Optional.of(schema.database()), schema.name()).isPresent()) {
                    return existing(schema.ifNotExists(), SqlState.DUPLICATE_SCHEMA,
                            "schema '" + schema.name() + "' already exists");
                }
                ops.add(new CatalogOp.PutSchema(new SchemaEntry(
                        ids.schema(), ids.oid(), schema.name(), Optional.of(schema.database()), owner)));
            }
            case CreatePlan.CreateCluster cluster -> {
                if (cluster.exists() || state.cluster(cluster.name()).isPresent()) {
                    return existing(cluster.ifNotExists(), SqlState.DUPLICATE_OBJECT,
                            "cluster '" + cluster.name() + "' already exists");
                }
                ops.add(new CatalogOp.PutCluster(new ClusterEntry(ids.cluster(), cluster.name(), owner,
                        cluster.options(), Clusters.replicas(cluster.options(), List.of(), ids))));
            }
            case CreatePlan.CreateClusterReplica replica -> ops.add(addReplica(replica));
            case CreatePlan.CreateRole role -> ops.add(new CatalogOp.PutRole(role(role)));
            case CreatePlan.CreateTable t -> item(t, t.item());
            case CreatePlan.CreateView v -> item(v, v.item());
            case CreatePlan.CreateMaterializedView v -> item(v, v.item());
            case CreatePlan.CreateIndex i -> item(i, i.item());
            case CreatePlan.CreateConnection c -> item(c, c.item());
            case CreatePlan.CreateType t -> item(t, t.item());
            case CreatePlan.CreateSubsource s -> item(s, s.item());
            case CreatePlan.CreateSource s -> source(s);
            case CreatePlan.CreateSecret s -> item(s, s.item()).ifPresent(secret ->
                    region.secrets().put(secret, CreateSequencer.secretBytes(values.evaluate(s.value()))));
        }
        if (!ops.isEmpty()) {
            ops.add(ids.op());
        }
        return ops;
    }

    private static List<CatalogOp> existing(boolean ifNotExists, String code, String message) {
        if (ifNotExists) {
            return List.of();
        }
        throw new SqlException(code, message);
    }

    private RoleEntry role(CreatePlan.CreateRole role) {
        if (state.role(role.name()).isPresent()) {
            throw new SqlException(SqlState.DUPLICATE_OBJECT, "role '" + role.name() + "' already exists");
        }
        if (role.attributes().password().isPresent()) {
            throw SqlException.unsupported("CREATE ROLE with PASSWORD");
        }
        return new RoleEntry(ids.role(), ids.oid(), role.name(), role.attributes().superuser().orElse(false),
                role.attributes().login().orElse(false), Optional.empty(), Map.of());
    }

    private CatalogOp addReplica(CreatePlan.CreateClusterReplica plan) {
        ClusterEntry cluster = state.cluster(plan.cluster()).orElseThrow(() -> new SqlException(
                SqlState.UNDEFINED_OBJECT, "the cluster was dropped concurrently"));
        if (!(cluster.options() instanceof ClusterOptions.Unmanaged unmanaged)) {
            throw new SqlException(SqlState.WRONG_OBJECT_TYPE, "cannot modify managed cluster " + cluster.name());
        }
        if (cluster.replicas().stream().anyMatch(r -> r.name().equals(plan.replica().name()))) {
            throw new SqlException(SqlState.DUPLICATE_OBJECT,
                    "cluster replica '" + cluster.name() + "." + plan.replica().name() + "' already exists");
        }
        List<ClusterOptions.ReplicaDefinition> definitions = new ArrayList<>(unmanaged.replicas());
        definitions.add(plan.replica());
        ClusterOptions options = new ClusterOptions.Unmanaged(definitions);
        List<Replica> replicas = Clusters.replicas(options, cluster.replicas(), ids);
        return new CatalogOp.PutCluster(
                new ClusterEntry(cluster.id(), cluster.name(), cluster.owner(), options, replicas));
    }

    /** Empty when the item is there already and IF NOT EXISTS was said. */
    private Optional<GlobalId> item(CreatePlan plan, NewItem item) {
        boolean endsWithSession = plan instanceof CreatePlan.CreateTable || plan instanceof CreatePlan.CreateView
                || plan instanceof CreatePlan.CreateIndex;
        if (item.temporary() && !endsWithSession) {
            throw SqlException.unsupported("a temporary " + Tags.of(plan).substring("CREATE ".length()));
        }
        if (refused(item)) {
            return Optional.empty();
        }
        item.replaces().forEach(old -> ops.add(new CatalogOp.DropItem(old)));
        GlobalId id = ids.item();
        ops.add(new CatalogOp.PutItem(ItemFactory.item(plan, new ItemFactory.Given(
                id, ids.oid(), owner, shardOf(plan, !item.temporary()), List.of()), state)));
        return Optional.of(id);
    }

    private Optional<StoredShard> shardOf(CreatePlan plan, boolean durable) {
        return ItemFactory.storedAsTable(plan).map(table -> freshShard(durable, table));
    }

    private StoredShard freshShard(boolean durable, boolean table) {
        return new StoredShard("s" + region.freshIds().uuid(), durable, table);
    }

    private boolean refused(NewItem item) {
        Optional<ItemEntry> there = state.item(item.schema(), item.name().item());
        boolean replaced = there.filter(entry -> item.replaces().contains(entry.id())).isPresent();
        if (there.isPresent() && !replaced) {
            existing(item.ifNotExists(), SqlState.DUPLICATE_TABLE,
                    "catalog item '" + item.name().item() + "' already exists");
            return true;
        }
        for (GlobalId used : item.uses()) {
            if (state.item(used).isEmpty()) {
                throw new SqlException(SqlState.UNDEFINED_OBJECT,
                        "an object that the statement names was dropped concurrently");
            }
        }
        return false;
    }

    private void source(CreatePlan.CreateSource plan) {
        if (plan.item().temporary()) {
            throw SqlException.unsupported("a temporary SOURCE");
        }
        if (refused(plan.item())) {
            return;
        }
        GlobalId source = ids.item();
        long oid = ids.oid();
        List<GlobalId> outputs = new ArrayList<>();
        List<CatalogOp> fed = new ArrayList<>();
        for (CreatePlan.Subsource subsource : plan.subsources()) {
            outputs.add(ids.item());
            fed.add(fed(subsource.item(), subsource.desc(), false, outputs.getLast(), source));
        }
        if (outputs.isEmpty()) {
            outputs.add(source);
        }
        outputs.add(ids.item());
        fed.add(fed(plan.progress(), plan.ingestion().progress(), true, outputs.getLast(), source));
        ops.add(new CatalogOp.PutItem(ItemFactory.item(
                plan, new ItemFactory.Given(source, oid, owner, shardOf(plan, true), outputs), state)));
        ops.addAll(fed);
    }

    /** A relation fed by a source. */
    private CatalogOp fed(NewItem item, RelationDesc desc, boolean progress, GlobalId id, GlobalId source) {
        CreatePlan plan = new CreatePlan.CreateSubsource(item, desc, progress, "");
        return new CatalogOp.PutItem(ItemFactory.item(plan, new ItemFactory.Given(
                id, ids.oid(), owner, Optional.of(freshShard(true, false)), List.of(source)), state));
    }
}
