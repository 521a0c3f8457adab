package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.sqlparser.ast.DropStatement;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlplanner.catalog.CatalogCluster;
import dev.mizu.sqlplanner.catalog.CatalogDatabase;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.CatalogSchema;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.names.NameResolver;
import dev.mizu.sqlplanner.plan.AlterPlan;
import dev.mizu.sqlplanner.plan.ObjectRef;
import dev.mizu.sqlplanner.plan.PlanNotice;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DROP: finds what is named and, with CASCADE, all that depends on it. */
final class DropPlanner {
    private final StatementContext context;
    private final Set<ObjectRef> dropped = new LinkedHashSet<>();
    private final List<ObjectRef> named = new ArrayList<>();

    DropPlanner(StatementContext context) {
        this.context = context;
    }

    AlterPlan.Drop plan(DropStatement.DropObjects drop) {
        boolean cascade = drop.cascade().orElse(drop.kind() == ObjectKind.DATABASE);
        Set<GlobalId> roots = new LinkedHashSet<>();
        for (ObjectName name : drop.names()) {
            switch (drop.kind()) {
                case DATABASE -> database(name.last(), drop.ifExists(), cascade);
                case SCHEMA -> schema(name, drop.ifExists(), cascade);
                case CLUSTER -> cluster(name.last(), drop.ifExists(), cascade);
                case CLUSTER_REPLICA -> replica(name, drop.ifExists());
                case ROLE -> role(name.last(), drop.ifExists());
                case NETWORK_POLICY, CONTINUAL_TASK, FUNCTION, COLUMN ->
                        throw SqlException.unsupported("DROP " + drop.kind().words());
                case TABLE, VIEW, MATERIALIZED_VIEW, SOURCE, SUBSOURCE, SINK, INDEX, TYPE, SECRET, CONNECTION ->
                        item(name, drop).ifPresent(found -> roots.add(found.id()));
            }
        }
        roots.forEach(id -> dropItem(id, cascade, roots));
        int others = dropped.size() - named.size();
        if (others > 0 && cascade) {
            context.notice(PlanNotice.notice("00000", "cascade dropped " + others + " other objects"));
        }
        return new AlterPlan.Drop(drop.kind().words(), named, List.copyOf(dropped));
    }

    private void missing(String words, String name) {
        context.notice(PlanNotice.notice(
                SqlState.UNDEFINED_OBJECT, words + " \"" + name + "\" does not exist, skipping"));
    }

    private Optional<CatalogItem> item(ObjectName name, DropStatement.DropObjects drop) {
        Optional<CatalogItem> found = context.names().find(
                name, item -> (item.kind() == ItemKind.TYPE) == (drop.kind() == ObjectKind.TYPE));
        if (found.isEmpty()) {
            if (!drop.ifExists()) {
                throw StatementContext.error(SqlState.UNDEFINED_TABLE,
                        "unknown catalog item '" + NameResolver.dotted(name.parts()) + "'", name.position());
            }
            missing(drop.kind().lowerWords(), name.last().value());
            return found;
        }
        CatalogItem item = found.get();
        checkKind(item, drop.kind(), name);
        checkNotSystem(item.schema(), item.name().toString(), name.position());
        context.requireOwnership(new PrivilegeTarget.ItemTarget(item.id()));
        context.require(new PrivilegeTarget.SchemaTarget(item.schema()), Privilege.USAGE);
        named.add(new ObjectRef.Item(item.id()));
        return found;
    }

    private static void checkKind(CatalogItem item, ObjectKind kind, ObjectName name) {
        ItemKind wanted = ShowPlanner.kind(kind);
        if (item.kind() == wanted) {
            return;
        }
        SqlError error = SqlError.of(SqlState.WRONG_OBJECT_TYPE,
                item.name() + " is not " + article(wanted.words())).withPosition(name.position());
        throw error.withHint("Use DROP " + item.kind().words().toUpperCase(java.util.Locale.ROOT) + " to remove "
                + article(item.kind().words())).toException();
    }

    private static String article(String words) {
        return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
    }

    private void checkNotSystem(SchemaId schema, String name, int position) {
        if (context.catalog().schema(schema).map(s -> s.system()).orElse(false)) {
            throw StatementContext.error(SqlState.INSUFFICIENT_PRIVILEGE,
                    "system item '" + name + "' cannot be modified", position);
        }
    }

    /** Dependants first. Indexes go with what they index; other dependants need CASCADE or to be named too. */
    private void dropItem(GlobalId id, boolean cascade, Set<GlobalId> roots) {
        if (dropped.contains(new ObjectRef.Item(id))) {
            return;
        }
        CatalogItem item = context.catalog().item(id).orElseThrow();
        for (GlobalId user : item.usedBy()) {
            CatalogItem dependant = context.catalog().item(user).orElseThrow();
            boolean goes = cascade || roots.contains(user) || dependant.kind() == ItemKind.INDEX
                    || ownedBy(item, dependant);
            if (!goes) {
                throw SqlError.of(SqlState.DEPENDENT_OBJECTS, "cannot drop " + item.kind().words() + " "
                                + item.name().item() + ": still depended upon by " + dependant.kind().words() + " \""
                                + dependant.name().item() + "\"")
                        .withHint("Use DROP ... CASCADE to drop the dependent objects too.").toException();
            }
            dropItem(user, cascade, roots);
        }
        dropped.add(new ObjectRef.Item(id));
    }

    /** Subsources and progress collections belong to their source. */
    private static boolean ownedBy(CatalogItem source, CatalogItem dependant) {
        return source.kind() == ItemKind.SOURCE && dependant.kind() == ItemKind.SOURCE;
    }

    private void dropContents(CatalogSchema schema) {
        Set<GlobalId> roots = new LinkedHashSet<>();
        context.catalog().items(schema.id()).forEach(item -> roots.add(item.id()));
        roots.forEach(id -> dropItem(id, true, roots));
        dropped.add(new ObjectRef.Schema(schema.id()));
    }

    private void database(Ident name, boolean ifExists, boolean cascade) {
        Optional<CatalogDatabase> found = context.catalog().database(name.value());
        if (found.isEmpty() && ifExists) {
            missing("database", name.value());
            return;
        }
        CatalogDatabase database = found.orElseGet(() -> context.names().database(name));
        context.requireOwnership(new PrivilegeTarget.DatabaseTarget(database.id()));
        List<? extends CatalogSchema> schemas = context.catalog().schemas(database.id());
        boolean empty = schemas.stream().noneMatch(s -> context.catalog().items(s.id()).iterator().hasNext());
        if (!cascade && (schemas.size() > 1 || !empty)) {
            throw StatementContext.error(SqlState.DEPENDENT_OBJECTS, "database '" + database.name()
                    + "' cannot be dropped with RESTRICT while it contains schemas", name.position());
        }
        named.add(new ObjectRef.Database(database.id()));
        schemas.forEach(this::dropContents);
        dropped.add(new ObjectRef.Database(database.id()));
    }

    private void schema(ObjectName name, boolean ifExists, boolean cascade) {
        Optional<CatalogSchema> found = context.names().findSchema(name.parts());
        if (found.isEmpty() && ifExists) {
            missing("schema", NameResolver.dotted(name.parts()));
            return;
        }
        CatalogSchema schema = found.orElseGet(() -> context.names().schema(name.parts()));
        if (schema.system() || schema.database().isEmpty()) {
            throw StatementContext.error(SqlState.INSUFFICIENT_PRIVILEGE, "cannot drop schema " + schema.name()
                    + " because it is required by the database system", name.position());
        }
        context.requireOwnership(new PrivilegeTarget.SchemaTarget(schema.id()));
        if (!cascade && context.catalog().items(schema.id()).iterator().hasNext()) {
            throw StatementContext.error(SqlState.DEPENDENT_OBJECTS, "schema '" + schema.name()
                    + "' cannot be dropped without CASCADE while it contains objects", name.position());
        }
        named.add(new ObjectRef.Schema(schema.id()));
        dropContents(schema);
    }

    private void cluster(Ident name, boolean ifExists, boolean cascade) {
        Optional<? extends CatalogCluster> found = context.catalog().cluster(name.value());
        if (found.isEmpty() && ifExists) {
            missing("cluster", name.value());
            return;
        }
        CatalogCluster cluster = found.isPresent() ? found.get() : context.names().cluster(name);
        if (cluster.id().system()) {
            throw StatementContext.error(SqlState.INSUFFICIENT_PRIVILEGE,
                    "system cluster '" + cluster.name() + "' cannot be modified", name.position());
        }
        context.requireOwnership(new PrivilegeTarget.ClusterTarget(cluster.id()));
        if (!cascade && !cluster.boundItems().isEmpty()) {
            throw StatementContext.error(SqlState.DEPENDENT_OBJECTS,
                    "cannot drop cluster \"" + cluster.name() + "\" because other objects depend on it",
                    name.position());
        }
        named.add(new ObjectRef.Cluster(cluster.id()));
        Set<GlobalId> roots = new LinkedHashSet<>(cluster.boundItems());
        roots.forEach(id -> dropItem(id, true, roots));
        cluster.replicas().forEach(replica -> dropped.add(new ObjectRef.Replica(cluster.id(), replica.id())));
        dropped.add(new ObjectRef.Cluster(cluster.id()));
    }

    private void replica(ObjectName name, boolean ifExists) {
        String replica = name.last().value();
        List<? extends CatalogCluster> clusters = name.parts().size() == 1
                ? context.catalog().clusters() : List.of(context.names().cluster(name.parts().getFirst()));
        List<ObjectRef.Replica> found = new ArrayList<>();
        for (CatalogCluster cluster : clusters) {
            cluster.replicas().stream().filter(r -> r.name().equals(replica)).forEach(r -> {
                found.add(new ObjectRef.Replica(cluster.id(), r.id()));
                if (cluster.options() instanceof ClusterOptions.Managed && name.parts().size() > 1) {
                    throw StatementContext.error(SqlState.WRONG_OBJECT_TYPE,
                            "cannot modify managed cluster " + cluster.name(), name.position());
                }
            });
        }
        if (found.isEmpty() && ifExists) {
            missing("cluster replica", NameResolver.dotted(name.parts()));
            return;
        }
        if (found.size() != 1) {
            throw StatementContext.error(SqlState.UNDEFINED_OBJECT, found.isEmpty()
                    ? "unknown cluster replica '" + NameResolver.dotted(name.parts()) + "'"
                    : "cluster replica name \"" + replica + "\" is ambiguous", name.position());
        }
        context.requireOwnership(new PrivilegeTarget.ClusterTarget(found.getFirst().cluster()));
        named.add(found.getFirst());
        dropped.add(found.getFirst());
    }

    private void role(Ident name, boolean ifExists) {
        if (context.catalog().role(name.value()).isEmpty() && ifExists) {
            missing("role", name.value());
            return;
        }
        var role = context.names().role(name);
        if (role.id().equals(context.facts().role())) {
            throw StatementContext.error(SqlState.OBJECT_IN_USE, "current role cannot be dropped", name.position());
        }
        context.require(new PrivilegeTarget.SystemTarget(), Privilege.CREATEROLE);
        named.add(new ObjectRef.Role(role.id()));
        dropped.add(new ObjectRef.Role(role.id()));
    }
}
