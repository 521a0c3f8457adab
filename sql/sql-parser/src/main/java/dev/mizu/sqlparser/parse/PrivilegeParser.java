package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.PrivilegeStatement;
import dev.mizu.sqlparser.ast.PrivilegeStatement.ObjectClass;
import dev.mizu.sqlparser.ast.PrivilegeStatement.Privilege;
import dev.mizu.sqlparser.ast.PrivilegeStatement.Privileges;
import dev.mizu.sqlparser.ast.PrivilegeStatement.Scope;
import dev.mizu.sqlparser.ast.PrivilegeStatement.Target;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** GRANT, REVOKE, default privileges, REASSIGN OWNED. */
final class PrivilegeParser {
    private PrivilegeParser() {}

    static PrivilegeStatement grant(Cursor in) {
        int position = in.position();
        in.expect("grant");
        if (!privilegesFollow(in)) {
            List<Ident> roles = in.commaList(NameParser::ident);
            List<Ident> members = roles(in, "to");
            noOption(in, "ADMIN OPTION");
            return new PrivilegeStatement.GrantRole(roles, members, position);
        }
        Privileges privileges = privileges(in);
        in.expect("on");
        Target target = target(in);
        List<Ident> roles = roles(in, "to");
        noOption(in, "GRANT OPTION");
        return new PrivilegeStatement.GrantPrivileges(privileges, target, roles, position);
    }

    private static void noOption(Cursor in, String option) {
        if (in.at("with")) {
            throw in.unsupported(option);
        }
    }

    static PrivilegeStatement revoke(Cursor in) {
        int position = in.position();
        in.expect("revoke");
        if (in.atWords("grant", "option", "for") || in.atWords("admin", "option", "for")) {
            throw in.unsupported(Cursor.upper(in.text()) + " OPTION");
        }
        if (!privilegesFollow(in)) {
            List<Ident> roles = in.commaList(NameParser::ident);
            return new PrivilegeStatement.RevokeRole(roles, roles(in, "from"), position);
        }
        Privileges privileges = privileges(in);
        in.expect("on");
        Target target = target(in);
        return new PrivilegeStatement.RevokePrivileges(privileges, target, roles(in, "from"), position);
    }

    private static boolean privilegesFollow(Cursor in) {
        boolean known = in.at("all") || in.at(TokenKind.WORD) && privilege(in.text()).isPresent();
        return known && (in.at(1, "on") || in.at(1, "privileges") || in.kind(1) == TokenKind.COMMA);
    }

    /** {@code TO [GROUP] role, ..}, or FROM. */
    private static List<Ident> roles(Cursor in, String word) {
        in.expect(word);
        in.accept("group");
        return in.commaList(cursor -> NameParser.ident(cursor, "a role's name"));
    }

    private static Privileges privileges(Cursor in) {
        if (in.accept("all")) {
            in.accept("privileges");
            return new Privileges.All();
        }
        return new Privileges.Some(in.commaList(cursor -> {
            Optional<Privilege> privilege = cursor.at(TokenKind.WORD) ? privilege(cursor.text()) : Optional.empty();
            if (privilege.isEmpty()) {
                throw cursor.expected("a privilege");
            }
            cursor.advance();
            return privilege.get();
        }));
    }

    private static Optional<Privilege> privilege(String word) {
        for (Privilege privilege : Privilege.values()) {
            if (privilege.name().equalsIgnoreCase(word)) {
                return Optional.of(privilege);
            }
        }
        return Optional.empty();
    }

    private static Target target(Cursor in) {
        int position = in.position();
        if (in.at("system") && (in.at(1, "to") || in.at(1, "from"))) {
            in.advance();
            return new Target.System(position);
        }
        if (in.at("all") && in.kind(1) == TokenKind.WORD && !in.at(1, "to") && !in.at(1, "from")) {
            in.advance();
            ObjectClass objects = objectClass(in);
            return new Target.AllObjects(objects, scope(in, objects), position);
        }
        boolean named = in.at(1, "to") || in.at(1, "from") || in.kind(1) == TokenKind.COMMA
                || in.kind(1) == TokenKind.DOT;
        Optional<ObjectKind> kind = named ? Optional.empty() : NameParser.objectKindIfAny(in);
        if (kind.isPresent()) {
            switch (kind.get()) {
                case TABLE, TYPE, SECRET, CONNECTION, DATABASE, SCHEMA, CLUSTER, NETWORK_POLICY -> { }
                case VIEW, MATERIALIZED_VIEW, SOURCE -> throw in.error("privileges on a "
                        + kind.get().lowerWords() + " are granted on it as a TABLE", position);
                default -> throw in.error("nothing can be granted on " + kind.get().words(), position);
            }
        }
        return new Target.Objects(kind.orElse(ObjectKind.TABLE), in.commaList(NameParser::name), position);
    }

    private static Scope scope(Cursor in, ObjectClass objects) {
        boolean inSchema = switch (objects) {
            case TABLES, TYPES, SECRETS, CONNECTIONS -> true;
            default -> false;
        };
        if (in.acceptWords("in", "database") && (inSchema || objects == ObjectClass.SCHEMAS)) {
            return new Scope.InDatabases(in.commaList(NameParser::ident));
        }
        if (inSchema && in.acceptWords("in", "schema")) {
            return new Scope.InSchemas(in.commaList(NameParser::name));
        }
        return new Scope.Everywhere();
    }

    static ObjectClass objectClass(Cursor in) {
        if (in.accept("policies")) {
            return ObjectClass.NETWORK_POLICIES;
        }
        for (ObjectClass objects : ObjectClass.values()) {
            if (in.acceptWords(Cursor.lower(objects.words()).split(" "))) {
                return objects;
            }
        }
        throw in.expected("TABLES, TYPES, SECRETS, CONNECTIONS, SCHEMAS, DATABASES or CLUSTERS");
    }

    /** At DEFAULT PRIVILEGES. */
    static PrivilegeStatement alterDefault(Cursor in, int position) {
        in.expect("default", "privileges", "for");
        List<Ident> owners = new ArrayList<>();
        if (!in.acceptWords("all", "roles")) {
            if (!in.accept("role")) {
                in.expect("user");
            }
            owners.addAll(in.commaList(NameParser::ident));
        }
        Scope scope = in.acceptWords("in", "schema") ? new Scope.InSchemas(in.commaList(NameParser::name))
                : in.acceptWords("in", "database") ? new Scope.InDatabases(in.commaList(NameParser::ident))
                : new Scope.Everywhere();
        boolean grant = in.accept("grant");
        if (!grant && !in.accept("revoke")) {
            throw in.expected("GRANT or REVOKE");
        }
        Privileges privileges = privileges(in);
        in.expect("on");
        ObjectClass on = objectClass(in);
        List<Ident> roles = roles(in, grant ? "to" : "from");
        return new PrivilegeStatement.AlterDefaultPrivileges(owners, scope, grant, privileges, on, roles, position);
    }

    static PrivilegeStatement reassign(Cursor in) {
        int position = in.position();
        in.expect("reassign", "owned", "by");
        List<Ident> from = in.commaList(NameParser::ident);
        in.expect("to");
        return new PrivilegeStatement.ReassignOwned(from, NameParser.ident(in, "a role's name"), position);
    }
}
