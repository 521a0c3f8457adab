package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.sqlparser.ast.AlterStatement;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.SessionStatement;
import dev.mizu.sqlplanner.catalog.CatalogCluster;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.CatalogRole;
import dev.mizu.sqlplanner.catalog.CatalogSchema;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.plan.AlterPlan;
import dev.mizu.sqlplanner.plan.ObjectRef;
import dev.mizu.sqlplanner.plan.Plan;
import dev.mizu.sqlplanner.plan.PlanNotice;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import dev.mizu.sqlplanner.plan.RequiredPrivilege;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** ALTER and COMMENT. */
final class AlterPlanner {
    private static final int MAX_COMMENT_BYTES = 1024;

    private final StatementContext context;
    private final ObjectNames objects;

    AlterPlanner(StatementContext context) {
        this.context = context;
        this.objects = new ObjectNames(context);
    }

    Plan plan(AlterStatement alter) {
        return switch (alter) {
            case AlterStatement.AlterRename a -> rename(a);
            case AlterStatement.AlterOwner a -> owner(a);
            case AlterStatement.AlterSwap a -> swap(a);
            case AlterStatement.AlterSetOptions a -> setOptions(a);
            case AlterStatement.AlterResetOptions a -> resetOptions(a);
            case AlterStatement.AlterSetCluster a -> setCluster(a);
            case AlterStatement.AlterSecret a -> secret(a);
            case AlterStatement.AlterRole a -> role(a);
            case AlterStatement.AlterSystemSet a -> systemSet(a);
            case AlterStatement.AlterSystemReset a -> systemReset(a.variable());
            case AlterStatement.AlterSystemResetAll a -> {
                context.require(new RequiredPrivilege.Superuser());
                yield new AlterPlan.SystemResetAll();
            }
            case AlterStatement.Comment c -> comment(c);
            case AlterStatement.AlterTableAddColumn a -> throw SqlException.unsupported("ALTER TABLE .. ADD COLUMN");
            case AlterStatement.AlterMaterializedViewApplyReplacement a ->
                    throw SqlException.unsupported("ALTER MATERIALIZED VIEW .. APPLY REPLACEMENT");
            case AlterStatement.AlterConnection a -> throw SqlException.unsupported("ALTER CONNECTION");
            case AlterStatement.AlterSinkFrom a -> throw SqlException.unsupported("ALTER SINK .. SET FROM");
            case AlterStatement.AlterSource a -> throw SqlException.unsupported("ALTER SOURCE");
            case AlterStatement.AlterNotice a -> throw SqlException.unsupported("ALTER NOTICE");
        };
    }

    /** The object, or empty with a notice when IF EXISTS allows it to be missing. */
    private Optional<ObjectRef> object(ObjectKind kind, ObjectName name, boolean ifExists) {
        Optional<ObjectRef> found = ifExists ? objects.find(kind, name) : Optional.of(objects.get(kind, name));
        if (found.isEmpty()) {
            context.notice(PlanNotice.notice(SqlState.UNDEFINED_OBJECT, kind.lowerWords() + " \""
                    + name.last() + "\" does not exist, skipping"));
        }
        return found;
    }

    private static AlterPlan.NoOp nothing(ObjectKind kind) {
        return new AlterPlan.NoOp(kind.words());
    }

    private Plan rename(AlterStatement.AlterRename a) {
        if (a.kind() == ObjectKind.DATABASE || a.kind() == ObjectKind.TYPE || a.kind() == ObjectKind.ROLE) {
            throw SqlException.unsupported("ALTER " + a.kind().words() + " .. RENAME");
        }
        Optional<ObjectRef> object = object(a.kind(), a.name(), a.ifExists());
        if (object.isEmpty()) {
            return nothing(a.kind());
        }
        objects.requireOwnership(object.get());
        checkFree(object.get(), a.newName());
        return new AlterPlan.Rename(a.kind().words(), object.get(), a.newName().value());
    }

    private void checkFree(ObjectRef object, Ident name) {
        boolean taken = switch (object) {
            case ObjectRef.Item(var id) -> context.catalog().item(
                    context.catalog().item(id).orElseThrow().schema(), name.value()).isPresent();
            case ObjectRef.Schema(var id) -> {
                ClusterPlanner.checkName(name, "schema");
                CatalogSchema schema = context.catalog().schema(id).orElseThrow();
                yield schema.database().flatMap(db -> context.catalog().schema(db, name.value())).isPresent();
            }
            case ObjectRef.Cluster(var id) -> {
                ClusterPlanner.checkName(name, "cluster");
                yield context.catalog().cluster(name.value()).isPresent();
            }
            case ObjectRef.Replica(var cluster, var id) -> {
                CatalogCluster of = context.catalog().cluster(cluster).orElseThrow();
                if (of.options() instanceof ClusterOptions.Managed) {
                    throw StatementContext.error(SqlState.WRONG_OBJECT_TYPE,
                            "cannot modify managed cluster " + of.name(), name.position());
                }
                yield of.replicas().stream().anyMatch(r -> r.name().equals(name.value()));
            }
            case ObjectRef.Database d -> context.catalog().database(name.value()).isPresent();
            case ObjectRef.Role r -> context.catalog().role(name.value()).isPresent();
        };
        if (taken) {
            throw StatementContext.error(SqlState.DUPLICATE_OBJECT,
                    "catalog item '" + name + "' already exists", name.position());
        }
    }

    private Plan owner(AlterStatement.AlterOwner a) {
        Optional<ObjectRef> object = object(a.kind(), a.name(), a.ifExists());
        CatalogRole role = context.names().role(a.role());
        if (object.isEmpty()) {
            return nothing(a.kind());
        }
        objects.requireOwnership(object.get());
        if (a.kind() == ObjectKind.INDEX) {
            context.notice(PlanNotice.warning(SqlState.WARNING, "cannot change owner of " + a.name().last()
                    + ": the owner of an index is always that of the object it is on"));
            return nothing(a.kind());
        }
        return new AlterPlan.ChangeOwner(a.kind().words(), object.get(), role.id());
    }

    private Plan swap(AlterStatement.AlterSwap a) {
        ObjectRef first = objects.get(a.kind(), a.name());
        ObjectName other = a.kind() == ObjectKind.SCHEMA && a.name().parts().size() > 1
                ? new ObjectName(java.util.List.of(a.name().parts().getFirst(), a.other()), a.other().position())
                : new ObjectName(java.util.List.of(a.other()), a.other().position());
        ObjectRef second = objects.get(a.kind(), other);
        objects.requireOwnership(first);
        objects.requireOwnership(second);
        return new AlterPlan.Swap(a.kind().words(), first, second);
    }

    private Plan setOptions(AlterStatement.AlterSetOptions a) {
        if (a.kind() != ObjectKind.CLUSTER) {
            throw SqlException.unsupported("ALTER " + a.kind().words() + " .. SET ("
                    + a.options().getFirst().name() + ")");
        }
        Optional<CatalogCluster> cluster = cluster(a.name(), a.ifExists());
        return cluster.isEmpty() ? nothing(a.kind()) : new ClusterPlanner(context).set(a, cluster.get());
    }

    private Plan resetOptions(AlterStatement.AlterResetOptions a) {
        if (a.kind() != ObjectKind.CLUSTER) {
            throw SqlException.unsupported("ALTER " + a.kind().words() + " .. RESET");
        }
        Optional<CatalogCluster> cluster = cluster(a.name(), a.ifExists());
        return cluster.isEmpty() ? nothing(a.kind()) : new ClusterPlanner(context).reset(a, cluster.get());
    }

    private Optional<CatalogCluster> cluster(ObjectName name, boolean ifExists) {
        Optional<ObjectRef> found = object(ObjectKind.CLUSTER, name, ifExists);
        found.ifPresent(objects::requireOwnership);
        return found.map(ref -> context.catalog().cluster(((ObjectRef.Cluster) ref).id()).orElseThrow());
    }

    private Plan setCluster(AlterStatement.AlterSetCluster a) {
        if (a.kind() != ObjectKind.MATERIALIZED_VIEW) {
            throw SqlException.unsupported("ALTER " + a.kind().words() + " .. SET CLUSTER");
        }
        Optional<ObjectRef> object = object(a.kind(), a.name(), a.ifExists());
        if (object.isEmpty()) {
            return nothing(a.kind());
        }
        objects.requireOwnership(object.get());
        CatalogCluster cluster = context.names().cluster(a.cluster());
        context.require(new PrivilegeTarget.ClusterTarget(cluster.id()), Privilege.CREATE);
        return new AlterPlan.SetCluster(((ObjectRef.Item) object.get()).id(), cluster.id());
    }

    private Plan secret(AlterStatement.AlterSecret a) {
        Optional<ObjectRef> object = object(ObjectKind.SECRET, a.name(), a.ifExists());
        if (object.isEmpty()) {
            return nothing(ObjectKind.SECRET);
        }
        objects.requireOwnership(object.get());
        return new AlterPlan.AlterSecret(((ObjectRef.Item) object.get()).id(),
                new NamespacePlanner(context).secretValue(a.value()));
    }

    private Plan role(AlterStatement.AlterRole a) {
        CatalogRole role = context.names().role(a.name());
        if (!role.id().equals(context.facts().role())) {
            context.require(new PrivilegeTarget.SystemTarget(), Privilege.CREATEROLE);
        }
        return switch (a.action()) {
            case AlterStatement.RoleAction.Attributes attributes -> new AlterPlan.AlterRole(
                    role.id(), new NamespacePlanner(context).attributes(attributes.attributes()));
            case AlterStatement.RoleAction.SetVariable set -> new AlterPlan.AlterRoleVariable(
                    role.id(), set.variable().value(), SessionPlanner.values(set.setting()));
            case AlterStatement.RoleAction.ResetVariable reset ->
                    new AlterPlan.AlterRoleVariable(role.id(), reset.variable().value(), Optional.empty());
        };
    }

    private Plan systemSet(AlterStatement.AlterSystemSet a) {
        if (a.setting() instanceof SessionStatement.Setting.Default) {
            return systemReset(a.variable());
        }
        context.require(new RequiredPrivilege.Superuser());
        return new AlterPlan.SystemSet(a.variable().value(), SessionPlanner.values(a.setting()).orElseThrow());
    }

    private Plan systemReset(Ident variable) {
        context.require(new RequiredPrivilege.Superuser());
        return new AlterPlan.SystemReset(variable.value());
    }

    private Plan comment(AlterStatement.Comment c) {
        if (c.text().map(text -> text.getBytes(StandardCharsets.UTF_8).length > MAX_COMMENT_BYTES).orElse(false)) {
            throw StatementContext.error(SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "comment is longer than " + MAX_COMMENT_BYTES + " bytes", c.position());
        }
        if (c.kind() != ObjectKind.COLUMN) {
            ObjectRef object = objects.get(c.kind(), c.name());
            objects.requireOwnership(object);
            return new AlterPlan.Comment(object, OptionalInt.empty(), c.text());
        }
        Ident column = c.name().last();
        CatalogItem item = context.names().item(new ObjectName(c.name().qualifier(), c.name().position()));
        context.requireOwnership(new PrivilegeTarget.ItemTarget(item.id()));
        int index = item.kind() == ItemKind.INDEX ? -1
                : item.desc().map(desc -> desc.names().indexOf(column.value())).orElse(-1);
        if (index < 0) {
            throw StatementContext.error(SqlState.UNDEFINED_COLUMN, "column \"" + column + "\" of "
                    + item.name() + " does not exist", column.position());
        }
        return new AlterPlan.Comment(new ObjectRef.Item(item.id()), OptionalInt.of(index), c.text());
    }
}
