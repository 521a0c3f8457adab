package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlplanner.catalog.CatalogCluster;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.names.NameResolver;
import dev.mizu.sqlplanner.plan.ObjectRef;
import dev.mizu.sqlplanner.plan.RequiredPrivilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import java.util.Optional;

/** Objects of any kind by name. */
final class ObjectNames {
    private final StatementContext context;

    ObjectNames(StatementContext context) {
        this.context = context;
    }

    Optional<ObjectRef> find(ObjectKind kind, ObjectName name) {
        try {
            return Optional.of(get(kind, name));
        } catch (SqlException missing) {
            return switch (missing.error().code()) {
                case SqlState.UNDEFINED_TABLE, SqlState.UNDEFINED_OBJECT, SqlState.INVALID_SCHEMA_NAME,
                        SqlState.INVALID_CATALOG_NAME -> Optional.empty();
                default -> throw missing;
            };
        }
    }

    ObjectRef get(ObjectKind kind, ObjectName name) {
        NameResolver names = context.names();
        return switch (kind) {
            case DATABASE -> new ObjectRef.Database(names.database(name.last()).id());
            case SCHEMA -> new ObjectRef.Schema(names.schema(name.parts()).id());
            case CLUSTER -> new ObjectRef.Cluster(names.cluster(name.last()).id());
            case ROLE -> new ObjectRef.Role(names.role(name.last()).id());
            case CLUSTER_REPLICA -> replica(name);
            case TABLE -> relation(name);
            case VIEW, MATERIALIZED_VIEW, SOURCE, SUBSOURCE, SINK, INDEX, TYPE, SECRET, CONNECTION ->
                    new ObjectRef.Item(names.item(name, ShowPlanner.kind(kind)).id());
            case CONTINUAL_TASK, FUNCTION, COLUMN, NETWORK_POLICY -> throw SqlException.unsupported(kind.words());
        };
    }

    private ObjectRef relation(ObjectName name) {
        return new ObjectRef.Item(context.names().item(name, ItemKind.TABLE).id());
    }

    private ObjectRef replica(ObjectName name) {
        if (name.parts().size() != 2) {
            throw StatementContext.error(SqlState.SYNTAX_ERROR,
                    "cluster replica names have the form cluster.replica", name.position());
        }
        CatalogCluster cluster = context.names().cluster(name.parts().getFirst());
        return cluster.replicas().stream().filter(r -> r.name().equals(name.last().value())).findFirst()
                .map(r -> (ObjectRef) new ObjectRef.Replica(cluster.id(), r.id()))
                .orElseThrow(() -> StatementContext.error(SqlState.UNDEFINED_OBJECT, "unknown cluster replica '"
                        + NameResolver.dotted(name.parts()) + "'", name.position()));
    }

    void requireOwnership(ObjectRef object) {
        switch (object) {
            case ObjectRef.Database(var id) -> context.requireOwnership(new PrivilegeTarget.DatabaseTarget(id));
            case ObjectRef.Schema(var id) -> context.requireOwnership(new PrivilegeTarget.SchemaTarget(id));
            case ObjectRef.Item(var id) -> context.requireOwnership(new PrivilegeTarget.ItemTarget(id));
            case ObjectRef.Cluster(var id) -> context.requireOwnership(new PrivilegeTarget.ClusterTarget(id));
            case ObjectRef.Replica(var cluster, var id) ->
                    context.requireOwnership(new PrivilegeTarget.ClusterTarget(cluster));
            case ObjectRef.Role r -> context.require(
                    new RequiredPrivilege.On(new PrivilegeTarget.SystemTarget(), Privilege.CREATEROLE));
        }
    }
}
