package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.PrivilegeStatement;
import dev.mizu.sqlparser.ast.PrivilegeStatement.Privileges;
import dev.mizu.sqlparser.ast.PrivilegeStatement.Scope;
import dev.mizu.sqlparser.ast.PrivilegeStatement.Target;

/** GRANT, REVOKE and their kin. */
final class PrivilegePrinter {
    private PrivilegePrinter() {}

    static void statement(Out out, PrivilegeStatement statement) {
        switch (statement) {
            case PrivilegeStatement.GrantRole grant ->
                    out.put("GRANT ").list(grant.roles(), Out::commandIdent).put(" TO ").idents(grant.members());
            case PrivilegeStatement.RevokeRole revoke ->
                    out.put("REVOKE ").list(revoke.roles(), Out::commandIdent).put(" FROM ").idents(revoke.members());
            case PrivilegeStatement.GrantPrivileges grant -> {
                target(privileges(out.put("GRANT "), grant.privileges()), grant.target());
                out.put(" TO ").idents(grant.roles());
            }
            case PrivilegeStatement.RevokePrivileges revoke -> {
                target(privileges(out.put("REVOKE "), revoke.privileges()), revoke.target());
                out.put(" FROM ").idents(revoke.roles());
            }
            case PrivilegeStatement.AlterDefaultPrivileges alter -> alterDefault(out, alter);
            case PrivilegeStatement.ReassignOwned reassign ->
                    out.put("REASSIGN OWNED BY ").idents(reassign.from()).put(" TO ").ident(reassign.to());
        }
    }

    private static Out privileges(Out out, Privileges privileges) {
        return switch (privileges) {
            case Privileges.All ignored -> out.put("ALL PRIVILEGES");
            case Privileges.Some some -> out.list(some.list(), (o, privilege) -> o.put(privilege.name()));
        };
    }

    private static void target(Out out, Target target) {
        out.put(" ON ");
        switch (target) {
            case Target.System ignored -> out.put("SYSTEM");
            case Target.Objects objects -> out.put(objects.kind().words()).put(" ").list(objects.names(), Out::name);
            case Target.AllObjects all -> scope(out.put("ALL ").put(all.objects().words()), all.scope());
        }
    }

    private static void scope(Out out, Scope scope) {
        switch (scope) {
            case Scope.Everywhere ignored -> { }
            case Scope.InDatabases databases -> out.put(" IN DATABASE ").idents(databases.databases());
            case Scope.InSchemas schemas -> out.put(" IN SCHEMA ").list(schemas.schemas(), Out::name);
        }
    }

    private static void alterDefault(Out out, PrivilegeStatement.AlterDefaultPrivileges alter) {
        out.put("ALTER DEFAULT PRIVILEGES FOR ");
        if (alter.owners().isEmpty()) {
            out.put("ALL ROLES");
        } else {
            out.put("ROLE ").idents(alter.owners());
        }
        scope(out, alter.scope());
        privileges(out.put(alter.grant() ? " GRANT " : " REVOKE "), alter.privileges());
        out.put(" ON ").put(alter.on().words()).put(alter.grant() ? " TO " : " FROM ").idents(alter.roles());
    }
}
