package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogOp.CommentKey;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.catalog.DatabaseEntry;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.RoleEntry;
import dev.mizu.catalog.SchemaEntry;
import dev.mizu.coordinator.session.SessionSettings;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.settings.Variable;
import dev.mizu.session.Notice;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.catalog.CatalogCluster.Replica;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import dev.mizu.sqlplanner.plan.AlterPlan;
import dev.mizu.sqlplanner.plan.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** DROP, ALTER, COMMENT: from a plan to the ops of one catalog change. */
public final class AlterSequencer {
    private final RegionParts region;
    private final QuerySequencer queries;

    public AlterSequencer(RegionParts region, QuerySequencer queries) {
        this.region = region;
        this.queries = queries;
    }

    public StatementResult run(SessionState session, AlterPlan plan) {
        if (plan instanceof AlterPlan.AlterSecret(GlobalId secret, var value)) {
            region.secrets().put(secret, CreateSequencer.secretBytes(
                    queries.values(session, region.catalog().snapshot()).evaluate(value)));
        }
        CatalogState before = region.catalog().snapshot();
        region.catalog().change(state -> ops(session, plan, state));
        if (plan instanceof AlterPlan.Drop drop) {
            drop.dropped().forEach(object -> tellIfActive(object, before, session));
            drop.dropped().forEach(this::forgetSecret);
        }
        return new StatementResult.Completed(Tags.of(plan));
    }

    /** The session goes on with a database or a cluster that is not there any more. */
    private static void tellIfActive(ObjectRef dropped, CatalogState before, SessionState session) {
        if (dropped instanceof ObjectRef.Database(var id)) {
            before.database(id).filter(entry -> entry.name().equals(session.settings().get("database")))
                    .ifPresent(entry -> session.notice(Notice.notice(
                            "MZ002", "active database \"" + entry.name() + "\" has been dropped")));
        }
        if (dropped instanceof ObjectRef.Cluster(var id)) {
            before.cluster(id).filter(entry -> entry.name().equals(session.settings().get("cluster")))
                    .ifPresent(entry -> session.notice(Notice.notice(
                            "MZ003", "active cluster \"" + entry.name() + "\" has been dropped")));
        }
    }

    private void forgetSecret(ObjectRef dropped) {
        if (dropped instanceof ObjectRef.Item(GlobalId id)) {
            region.secrets().delete(id);
        }
    }

    private List<CatalogOp> ops(SessionState session, AlterPlan plan, CatalogState state) {
        return switch (plan) {
            case AlterPlan.Drop drop -> drop(drop, state);
            case AlterPlan.Rename rename -> List.of(renamed(rename.object(), rename.newName(), state));
            case AlterPlan.Swap swap -> swapped(swap, state);
            case AlterPlan.ChangeOwner change -> List.of(owned(change, state));
            case AlterPlan.AlterCluster alter -> alterCluster(alter, state);
            case AlterPlan.SetCluster set -> throw SqlException.unsupported("ALTER MATERIALIZED VIEW .. SET CLUSTER");
            case AlterPlan.AlterSecret s -> List.of();
            case AlterPlan.AlterRole alter -> {
                RoleEntry old = state.role(alter.role()).orElseThrow(AlterSequencer::gone);
                if (alter.attributes().password().isPresent()) {
                    throw SqlException.unsupported("ALTER ROLE with PASSWORD");
                }
                yield List.of(new CatalogOp.PutRole(new RoleEntry(old.id(), old.oid(), old.name(),
                        alter.attributes().superuser().orElse(old.superuser()),
                        alter.attributes().login().orElse(old.login()), old.verifier(), old.defaults())));
            }
            case AlterPlan.AlterRoleVariable alter -> List.of(roleVariable(alter, state));
            case AlterPlan.SystemSet set -> SystemVariables.set(session, set.name(), set.values(), state);
            case AlterPlan.SystemReset reset -> SystemVariables.reset(session, reset.name(), state);
            case AlterPlan.SystemResetAll r -> SystemVariables.resetAll(session, state);
            case AlterPlan.Comment comment when isTemporary(comment.object(), state) ->
                    throw SqlException.unsupported("a comment on a temporary item");
            case AlterPlan.Comment comment -> List.of(new CatalogOp.PutComment(
                    commentKey(comment.object(), comment.column().isPresent() ? comment.column().getAsInt() + 1 : 0,
                            state), comment.text()));
            case AlterPlan.NoOp n -> List.of();
        };
    }

    /** Comments are stored, temporary items are not. */
    private static boolean isTemporary(ObjectRef object, CatalogState state) {
        return object instanceof ObjectRef.Item(GlobalId id)
                && state.item(id).filter(item -> item.schema().temporary()).isPresent();
    }

    private static SqlException gone() {
        return new SqlException(SqlState.UNDEFINED_OBJECT, "the object was dropped concurrently");
    }

    private static List<CatalogOp> drop(AlterPlan.Drop plan, CatalogState state) {
        List<CatalogOp> ops = new ArrayList<>();
        for (ObjectRef object : plan.dropped()) {
            switch (object) {
                case ObjectRef.Item(GlobalId id) -> {
                    if (state.item(id).isPresent()) {
                        ops.add(new CatalogOp.DropItem(id));
                    }
                }
                case ObjectRef.Schema(var id) -> ops.add(new CatalogOp.DropSchema(id));
                case ObjectRef.Database(var id) -> ops.add(new CatalogOp.DropDatabase(id));
                case ObjectRef.Cluster(var id) -> ops.add(new CatalogOp.DropCluster(id));
                case ObjectRef.Role(var id) -> ops.add(new CatalogOp.DropRole(id));
                case ObjectRef.Replica(ClusterId cluster, var id) -> state.cluster(cluster)
                        .filter(entry -> !plan.dropped().contains(new ObjectRef.Cluster(cluster)))
                        .ifPresent(entry -> ops.add(withoutReplica(entry, id)));
            }
        }
        return ops;
    }

    private static CatalogOp withoutReplica(ClusterEntry cluster, dev.mizu.base.id.ReplicaId id) {
        List<Replica> rest = cluster.replicas().stream().filter(r -> !r.id().equals(id)).toList();
        ClusterOptions options = switch (cluster.options()) {
            case ClusterOptions.Managed m -> throw new SqlException(
                    SqlState.WRONG_OBJECT_TYPE, "cannot modify managed cluster " + cluster.name());
            case ClusterOptions.Unmanaged unmanaged -> new ClusterOptions.Unmanaged(unmanaged.replicas().stream()
                    .filter(definition -> rest.stream().anyMatch(r -> r.name().equals(definition.name()))).toList());
        };
        return new CatalogOp.PutCluster(
                new ClusterEntry(cluster.id(), cluster.name(), cluster.owner(), options, rest));
    }

    private static CatalogOp renamed(ObjectRef object, String name, CatalogState state) {
        return switch (object) {
            case ObjectRef.Item(GlobalId id) -> {
                ItemEntry old = state.item(id).orElseThrow(AlterSequencer::gone);
                if (state.item(old.schema(), name).isPresent()) {
                    throw new SqlException(SqlState.DUPLICATE_TABLE, "catalog item '" + name + "' already exists");
                }
                yield new CatalogOp.PutItem(old.renamed(name, old.createSql()));
            }
            case ObjectRef.Schema(var id) -> {
                SchemaEntry old = state.schema(id).orElseThrow(AlterSequencer::gone);
                if (state.schema(old.database(), name).isPresent()) {
                    throw new SqlException(SqlState.DUPLICATE_SCHEMA, "schema '" + name + "' already exists");
                }
                yield new CatalogOp.PutSchema(new SchemaEntry(id, old.oid(), name, old.database(), old.owner()));
            }
            case ObjectRef.Database(var id) -> {
                DatabaseEntry old = state.database(id).orElseThrow(AlterSequencer::gone);
                if (state.database(name).isPresent()) {
                    throw new SqlException(SqlState.DUPLICATE_DATABASE, "database '" + name + "' already exists");
                }
                yield new CatalogOp.PutDatabase(new DatabaseEntry(id, old.oid(), name, old.owner()));
            }
            case ObjectRef.Cluster(var id) -> {
                ClusterEntry old = state.cluster(id).orElseThrow(AlterSequencer::gone);
                if (state.cluster(name).isPresent()) {
                    throw new SqlException(SqlState.DUPLICATE_OBJECT, "cluster '" + name + "' already exists");
                }
                yield new CatalogOp.PutCluster(
                        new ClusterEntry(id, name, old.owner(), old.options(), old.replicas()));
            }
            case ObjectRef.Replica(ClusterId cluster, var id) -> {
                ClusterEntry old = state.cluster(cluster).orElseThrow(AlterSequencer::gone);
                yield new CatalogOp.PutCluster(old.withReplicas(old.replicas().stream()
                        .map(r -> r.id().equals(id) ? new Replica(id, name, r.size()) : r).toList()));
            }
            case ObjectRef.Role r -> throw SqlException.unsupported("ALTER ROLE .. RENAME");
        };
    }

    private static List<CatalogOp> swapped(AlterPlan.Swap plan, CatalogState state) {
        if (plan.first() instanceof ObjectRef.Schema(var a) && plan.second() instanceof ObjectRef.Schema(var b)) {
            SchemaEntry first = state.schema(a).orElseThrow(AlterSequencer::gone);
            SchemaEntry second = state.schema(b).orElseThrow(AlterSequencer::gone);
            return List.of(
                    new CatalogOp.DropSchema(a), new CatalogOp.DropSchema(b),
                    new CatalogOp.PutSchema(new SchemaEntry(
                            a, first.oid(), second.name(), first.database(), first.owner())),
                    new CatalogOp.PutSchema(new SchemaEntry(
                            b, second.oid(), first.name(), second.database(), second.owner())));
        }
        throw SqlException.unsupported("ALTER " + plan.objectType() + " .. SWAP");
    }

    private static CatalogOp owned(AlterPlan.ChangeOwner plan, CatalogState state) {
        return switch (plan.object()) {
            case ObjectRef.Item(GlobalId id) -> new CatalogOp.PutItem(
                    state.item(id).orElseThrow(AlterSequencer::gone).ownedBy(plan.newOwner()));
            case ObjectRef.Schema(var id) -> {
                SchemaEntry old = state.schema(id).orElseThrow(AlterSequencer::gone);
                yield new CatalogOp.PutSchema(
                        new SchemaEntry(id, old.oid(), old.name(), old.database(), plan.newOwner()));
            }
            case ObjectRef.Database(var id) -> {
                DatabaseEntry old = state.database(id).orElseThrow(AlterSequencer::gone);
                yield new CatalogOp.PutDatabase(new DatabaseEntry(id, old.oid(), old.name(), plan.newOwner()));
            }
            case ObjectRef.Cluster(var id) -> {
                ClusterEntry old = state.cluster(id).orElseThrow(AlterSequencer::gone);
                yield new CatalogOp.PutCluster(
                        new ClusterEntry(id, old.name(), plan.newOwner(), old.options(), old.replicas()));
            }
            case ObjectRef.Replica r -> throw SqlException.unsupported("ALTER CLUSTER REPLICA .. OWNER");
            case ObjectRef.Role r -> throw SqlException.unsupported("ALTER ROLE .. OWNER");
        };
    }

    private static List<CatalogOp> alterCluster(AlterPlan.AlterCluster plan, CatalogState state) {
        ClusterEntry old = state.cluster(plan.cluster()).orElseThrow(AlterSequencer::gone);
        IdAllocation ids = new IdAllocation(state.ids());
        List<Replica> replicas = Clusters.replicas(plan.options(), old.replicas(), ids);
        return List.of(new CatalogOp.PutCluster(
                new ClusterEntry(old.id(), old.name(), old.owner(), plan.options(), replicas)), ids.op());
    }

    private static CatalogOp roleVariable(AlterPlan.AlterRoleVariable plan, CatalogState state) {
        RoleEntry old = state.role(plan.role()).orElseThrow(AlterSequencer::gone);
        Variable variable = SessionSettings.variable(plan.name());
        Map<String, String> defaults = new TreeMap<>(old.defaults());
        String key = variable.name().toLowerCase(java.util.Locale.ROOT);
        if (plan.values().isPresent()) {
            defaults.put(key, variable.parse(plan.values().get()));
        } else {
            defaults.remove(key);
        }
        return new CatalogOp.PutRole(new RoleEntry(
                old.id(), old.oid(), old.name(), old.superuser(), old.login(), old.verifier(), defaults));
    }

    private static CommentKey commentKey(ObjectRef object, int column, CatalogState state) {
        return switch (object) {
            case ObjectRef.Item(GlobalId id) -> new CommentKey(kind(state.item(id).orElseThrow(AlterSequencer::gone)),
                    id.toString(), column);
            case ObjectRef.Schema(var id) -> new CommentKey("schema", id.toString(), column);
            case ObjectRef.Database(var id) -> new CommentKey("database", id.toString(), column);
            case ObjectRef.Cluster(var id) -> new CommentKey("cluster", id.toString(), column);
            case ObjectRef.Replica(var cluster, var id) -> new CommentKey("cluster-replica", id.toString(), column);
            case ObjectRef.Role(var id) -> new CommentKey("role", id.toString(), column);
        };
    }

    private static String kind(ItemEntry item) {
        return item.body() instanceof ItemBody.MaterializedView ? "materialized-view" : item.kind().words();
    }
}
