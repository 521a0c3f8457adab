package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.RoleId;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.PrivilegeStatement;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.plan.Plan;
import dev.mizu.sqlplanner.plan.PrivilegePlan;
import dev.mizu.sqlplanner.plan.PrivilegePlan.Change;
import dev.mizu.sqlplanner.plan.PrivilegePlan.Grantee;
import dev.mizu.sqlplanner.plan.RequiredPrivilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** GRANT, REVOKE, REASSIGN OWNED. */
final class PrivilegePlanner {
    private final StatementContext context;

    PrivilegePlanner(StatementContext context) {
        this.context = context;
    }

    Plan plan(PrivilegeStatement statement) {
        return switch (statement) {
            case PrivilegeStatement.GrantRole g -> membership(true, g.roles(), g.members());
            case PrivilegeStatement.RevokeRole r -> membership(false, r.roles(), r.members());
            case PrivilegeStatement.GrantPrivileges g -> privileges(true, g.privileges(), g.target(), g.roles());
            case PrivilegeStatement.RevokePrivileges r -> privileges(false, r.privileges(), r.target(), r.roles());
            case PrivilegeStatement.AlterDefaultPrivileges a ->
                    throw SqlException.unsupported("ALTER DEFAULT PRIVILEGES");
            case PrivilegeStatement.ReassignOwned r ->
                    new PrivilegePlan.ReassignOwned(roles(r.from()), context.names().role(r.to()).id());
        };
    }

    private List<RoleId> roles(List<Ident> names) {
        return names.stream().map(name -> context.names().role(name).id()).toList();
    }

    private Plan membership(boolean grant, List<Ident> roles, List<Ident> members) {
        for (Ident name : members) {
            if (name.value().equals("public")) {
                throw StatementContext.error(SqlState.RESERVED_NAME, "role name \"public\" is reserved",
                        name.position());
            }
        }
        context.require(new PrivilegeTarget.SystemTarget(), Privilege.CREATEROLE);
        return new PrivilegePlan.ChangeMembership(grant, roles(roles), roles(members));
    }

    private Plan privileges(boolean grant, PrivilegeStatement.Privileges privileges,
            PrivilegeStatement.Target target, List<Ident> roles) {
        List<Change> changes = switch (target) {
            case PrivilegeStatement.Target.System s -> {
                context.require(new RequiredPrivilege.Superuser());
                yield List.of(change(new PrivilegeTarget.SystemTarget(), EnumSet.of(Privilege.CREATEROLE,
                        Privilege.CREATEDB, Privilege.CREATECLUSTER, Privilege.CREATENETWORKPOLICY), privileges,
                        "SYSTEM", s.position()));
            }
            case PrivilegeStatement.Target.Objects o -> {
                List<Change> list = new ArrayList<>();
                o.names().forEach(name -> list.add(change(o.kind(), name, privileges)));
                yield list;
            }
            case PrivilegeStatement.Target.AllObjects a -> throw SqlException.unsupported("GRANT ON ALL");
        };
        List<Grantee> grantees = roles.stream().<Grantee>map(name -> name.value().equals("public")
                ? new Grantee.Public() : new Grantee.Role(context.names().role(name).id())).toList();
        return new PrivilegePlan.ChangePrivileges(grant, changes, grantees);
    }

    private Change change(ObjectKind kind, ObjectName name, PrivilegeStatement.Privileges privileges) {
        Set<Privilege> container = EnumSet.of(Privilege.USAGE, Privilege.CREATE);
        PrivilegeTarget target;
        Set<Privilege> possible;
        switch (kind) {
            case DATABASE -> {
                target = new PrivilegeTarget.DatabaseTarget(context.names().database(name.last()).id());
                possible = container;
            }
            case SCHEMA -> {
                target = new PrivilegeTarget.SchemaTarget(context.names().schema(name.parts()).id());
                possible = container;
            }
            case CLUSTER -> {
                target = new PrivilegeTarget.ClusterTarget(context.names().cluster(name.last()).id());
                possible = container;
            }
            case TABLE -> {
                CatalogItem item = context.names().relation(name);
                target = new PrivilegeTarget.ItemTarget(item.id());
                possible = item.kind() == ItemKind.TABLE ? EnumSet.of(
                        Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE, Privilege.DELETE)
                        : EnumSet.of(Privilege.SELECT);
            }
            default -> {
                CatalogItem item = context.names().item(name, ShowPlanner.kind(kind));
                target = new PrivilegeTarget.ItemTarget(item.id());
                possible = EnumSet.of(Privilege.USAGE);
            }
        }
        context.requireOwnership(target);
        return change(target, possible, privileges, kind.words(), name.position());
    }

    private static Change change(PrivilegeTarget target, Set<Privilege> possible,
            PrivilegeStatement.Privileges wanted, String kind, int position) {
        return switch (wanted) {
            case PrivilegeStatement.Privileges.All all -> new Change(target, possible);
            case PrivilegeStatement.Privileges.Some some -> {
                Set<Privilege> chosen = EnumSet.noneOf(Privilege.class);
                for (PrivilegeStatement.Privilege privilege : some.list()) {
                    Privilege one = Privilege.valueOf(privilege.name());
                    if (!possible.contains(one)) {
                        throw StatementContext.error(SqlState.WRONG_OBJECT_TYPE,
                                "invalid privilege type " + one + " for " + kind, position);
                    }
                    chosen.add(one);
                }
                yield new Change(target, chosen);
            }
        };
    }
}
