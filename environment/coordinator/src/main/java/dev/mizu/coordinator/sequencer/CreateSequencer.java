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
import dev.mizu.coordinator.RegionParts;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.repr.Datum;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.catalog.CatalogCluster.Replica;
import dev.mizu.sqlplanner.plan.ClusterOptions;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.NewItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** CREATE: from a plan to the ops of one catalog change. */
public final class CreateSequencer {
    private final RegionParts region;

    public CreateSequencer(RegionParts region) {
        this.region = region;
    }

    public StatementResult run(SessionState session, CreatePlan plan) {
        RoleId owner = session.identity().role();
        region.catalog().change(state -> ops(plan, owner, state, session));
        return new StatementResult.Completed(Tags.of(plan));
    }

    private List<CatalogOp> ops(CreatePlan plan, RoleId owner, CatalogState state, SessionState session) {
        IdAllocation ids = new IdAllocation(state.ids());
        List<CatalogOp> ops = new ArrayList<>();
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
            case CreatePlan.CreateClusterReplica replica -> ops.add(addReplica(replica, state, ids));
            case CreatePlan.CreateRole role -> {
                if (state.role(role.name()).isPresent()) {
                    throw new SqlException(SqlState.DUPLICATE_OBJECT, "role '" + role.name() + "' already exists");
                }
                if (role.attributes().password().isPresent()) {
                    throw SqlException.unsupported("CREATE ROLE with PASSWORD");
                }
                ops.add(new CatalogOp.PutRole(new RoleEntry(ids.role(), ids.oid(), role.name(),
                        role.attributes().superuser().orElse(false), role.attributes().login().orElse(false),
                        Optional.empty(), Map.of())));
            }
            case CreatePlan.CreateTable t -> item(t, t.item(), owner, state, ids, ops);
            case CreatePlan.CreateView v -> item(v, v.item(), owner, state, ids, ops);
            case CreatePlan.CreateMaterializedView v -> item(v, v.item(), owner, state, ids, ops);
            case CreatePlan.CreateIndex i -> item(i, i.item(), owner, state, ids, ops);
            case CreatePlan.CreateConnection c -> item(c, c.item(), owner, state, ids, ops);
            case CreatePlan.CreateType t -> item(t, t.item(), owner, state, ids, ops);
            case CreatePlan.CreateSubsource s -> item(s, s.item(), owner, state, ids, ops);
            case CreatePlan.CreateSource s -> source(s, owner, state, ids, ops);
            case CreatePlan.CreateSecret s -> {
                Optional<GlobalId> id = item(s, s.item(), owner, state, ids, ops);
                id.ifPresent(secret -> region.secrets().put(secret, contents(s, session, state)));
            }
        }
        if (!ops.isEmpty()) {
            ops.add(ids.op());
        }
        return ops;
    }

    private byte[] contents(CreatePlan.CreateSecret plan, SessionState session, CatalogState state) {
        Datum value = new StatementValues(session, state, region.clock().epochMillis(),
                java.util.OptionalLong.empty()).evaluate(plan.value());
        return secretBytes(value);
    }

    /** The contents of a secret, checked; no error tells them. */
    static byte[] secretBytes(Datum value) {
        if (value instanceof Datum.Bytes(byte[] bytes) && bytes.length <= 512 << 10) {
            return bytes;
        }
        throw new SqlException(SqlState.INVALID_PARAMETER_VALUE,
                "secret value must be a non-null text or bytea of at most 512 KiB");
    }

    private static List<CatalogOp> existing(boolean ifNotExists, String code, String message) {
        if (ifNotExists) {
            return List.of();
        }
        throw new SqlException(code, message);
    }

    private static CatalogOp addReplica(CreatePlan.CreateClusterReplica plan, CatalogState state, IdAllocation ids) {
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
    private Optional<GlobalId> item(CreatePlan plan, NewItem item, RoleId owner, CatalogState state,
            IdAllocation ids, List<CatalogOp> ops) {
        if (item.temporary()) {
            throw SqlException.unsupported("CREATE TEMPORARY");
        }
        if (refused(item, state)) {
            return Optional.empty();
        }
        item.replaces().forEach(old -> ops.add(new CatalogOp.DropItem(old)));
        GlobalId id = ids.item();
        Optional<StoredShard> shard = ItemFactory.storedAsTable(plan).map(CreateSequencer::freshShard);
        ops.add(new CatalogOp.PutItem(ItemFactory.item(
                plan, new ItemFactory.Given(id, ids.oid(), owner, shard, List.of()), state)));
        return Optional.of(id);
    }

    private static StoredShard freshShard(boolean table) {
        return new StoredShard("s" + UUID.randomUUID(), true, table);
    }

    private static boolean refused(NewItem item, CatalogState state) {
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

    private void source(CreatePlan.CreateSource plan, RoleId owner, CatalogState state, IdAllocation ids,
            List<CatalogOp> ops) {
        if (refused(plan.item(), state)) {
            return;
        }
        GlobalId source = ids.item();
        long oid = ids.oid();
        List<GlobalId> outputs = new ArrayList<>();
        List<CatalogOp> fed = new ArrayList<>();
        for (CreatePlan.Subsource subsource : plan.subsources()) {
            outputs.add(ids.item());
            fed.add(put(subsource.item(), subsource.desc(), false, outputs.getLast(), source, owner, ids));
        }
        if (outputs.isEmpty()) {
            outputs.add(source);
        }
        outputs.add(ids.item());
        fed.add(put(plan.progress(), plan.ingestion().progress(), true, outputs.getLast(), source, owner, ids));
        Optional<StoredShard> shard = ItemFactory.storedAsTable(plan).map(CreateSequencer::freshShard);
        ops.add(new CatalogOp.PutItem(ItemFactory.item(
                plan, new ItemFactory.Given(source, oid, owner, shard, outputs), state)));
        ops.addAll(fed);
    }

    /** A relation fed by a source. */
    private static CatalogOp put(NewItem item, dev.mizu.repr.RelationDesc desc, boolean progress, GlobalId id,
            GlobalId source, RoleId owner, IdAllocation ids) {
        CreatePlan plan = new CreatePlan.CreateSubsource(item, desc, progress, "");
        return new CatalogOp.PutItem(ItemFactory.item(plan, new ItemFactory.Given(
                id, ids.oid(), owner, Optional.of(freshShard(false)), List.of(source)), CatalogState.EMPTY));
    }
}
