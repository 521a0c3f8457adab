package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.PrivilegeStatement;
import dev.mizu.sqlparser.ast.ShowStatement;
import dev.mizu.sqlparser.ast.ShowStatement.Filter;
import dev.mizu.sqlparser.ast.ShowStatement.ObjectClass;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.Optional;

/** SHOW. What names no kind of object names a variable. */
final class ShowParser {
    private ShowParser() {}

    static ShowStatement show(Cursor in) {
        int position = in.position();
        in.expect("show");
        if (in.at("full") || in.at("extended")) {
            throw in.expected("what to show");
        }
        boolean redacted = in.at("redacted") && in.at(1, "create");
        if (redacted) {
            in.advance();
        }
        if (in.accept("create")) {
            return create(in, redacted, position);
        }
        Optional<ObjectClass> objects = objects(in);
        if (objects.isPresent()) {
            return objects(in, objects.get(), position);
        }
        if (!in.at(TokenKind.WORD)) {
            return new ShowStatement.ShowVariable(variable(in), position);
        }
        return switch (in.text()) {
            case "columns", "fields" -> columns(in, position);
            case "privileges" -> {
                in.advance();
                yield new ShowStatement.ShowPrivileges(on(in), role(in), filter(in), position);
            }
            case "role" -> {
                in.expect("role", "membership");
                yield new ShowStatement.ShowRoleMembership(role(in), filter(in), position);
            }
            case "default" -> {
                in.expect("default", "privileges");
                yield new ShowStatement.ShowDefaultPrivileges(on(in), role(in), filter(in), position);
            }
            case "functions" -> throw in.unsupported("SHOW FUNCTIONS", position);
            case "all" -> {
                in.advance();
                yield new ShowStatement.ShowAll(position);
            }
            default -> new ShowStatement.ShowVariable(variable(in), position);
        };
    }

    /** A variable's canonical name. */
    private static Ident variable(Cursor in) {
        int position = in.position();
        if (in.acceptWords("time", "zone")) {
            return new Ident("timezone", position);
        }
        if (in.acceptWords("transaction", "isolation", "level")) {
            return new Ident("transaction_isolation", position);
        }
        return NameParser.ident(in, "what to show");
    }

    private static ShowStatement create(Cursor in, boolean redacted, int position) {
        var kind = NameParser.objectKind(in);
        return new ShowStatement.ShowCreate(kind, NameParser.name(in), redacted, position);
    }

    private static Optional<ObjectClass> objects(Cursor in) {
        if (in.at("users")) {
            in.advance();
            return Optional.of(ObjectClass.ROLES);
        }
        for (ObjectClass objects : ObjectClass.values()) {
            String[] words = Cursor.lower(objects.words()).split(" ");
            if (in.acceptWords(words)) {
                return Optional.of(objects);
            }
        }
        return Optional.empty();
    }

    /** FROM and IN are one; clauses come in any order, each once. */
    private static ShowStatement objects(Cursor in, ObjectClass objects, int position) {
        Optional<ObjectName> from = Optional.empty();
        Optional<ObjectName> on = Optional.empty();
        Optional<ClusterName> cluster = Optional.empty();
        while (true) {
            if (cluster.isEmpty() && SelectParser.inCluster(in)) {
                cluster = NameParser.inClusterIfAny(in);
            } else if (from.isEmpty() && (in.at("from") || in.at("in"))) {
                in.advance();
                from = Optional.of(NameParser.name(in));
            } else if (on.isEmpty() && in.accept("on")) {
                on = Optional.of(NameParser.name(in));
            } else {
                return new ShowStatement.ShowObjects(objects, from, on, cluster, filter(in), position);
            }
        }
    }

    private static ShowStatement columns(Cursor in, int position) {
        in.advance();
        if (!in.accept("from") && !in.accept("in")) {
            throw in.expected("FROM or IN");
        }
        return new ShowStatement.ShowColumns(NameParser.name(in), filter(in), position);
    }

    private static Optional<PrivilegeStatement.ObjectClass> on(Cursor in) {
        return in.accept("on") ? Optional.of(PrivilegeParser.objectClass(in)) : Optional.empty();
    }

    private static Optional<Ident> role(Cursor in) {
        return in.accept("for") ? Optional.of(NameParser.ident(in, "a role's name")) : Optional.empty();
    }

    private static Optional<Filter> filter(Cursor in) {
        if (in.accept("like")) {
            return Optional.of(new Filter.Like(in.expectString("a pattern")));
        }
        return in.accept("where") ? Optional.of(new Filter.Where(ExprParser.expr(in))) : Optional.empty();
    }

    /** {@code INSPECT SHARD 'id'}. */
    static ShowStatement inspect(Cursor in) {
        int position = in.position();
        in.expect("inspect", "shard");
        return new ShowStatement.InspectShard(in.expectString("a shard's id"), position);
    }
}
