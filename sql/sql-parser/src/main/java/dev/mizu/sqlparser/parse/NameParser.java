package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.ObjectName.ObjectId;
import dev.mizu.sqlparser.lex.Identifiers;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Identifiers, dotted names and the words of kinds of objects. */
final class NameParser {
    private NameParser() {}

    static boolean atIdent(Cursor in) {
        return atIdent(in, 0);
    }

    static boolean atIdent(Cursor in, int ahead) {
        return switch (in.kind(ahead)) {
            case QUOTED -> true;
            case WORD -> !Identifiers.reserved(in.text(ahead));
            default -> false;
        };
    }

    static Ident ident(Cursor in) {
        return ident(in, "an identifier");
    }

    static Ident ident(Cursor in, String what) {
        if (!atIdent(in)) {
            throw in.expected(what);
        }
        return take(in);
    }

    /** After a dot any word is a name. */
    private static Ident part(Cursor in) {
        if (in.kind() != TokenKind.WORD && in.kind() != TokenKind.QUOTED) {
            throw in.expected("an identifier");
        }
        return take(in);
    }

    private static Ident take(Cursor in) {
        Ident ident = new Ident(in.text(), in.position());
        in.advance();
        return ident;
    }

    /** {@code (name, ..)}. */
    static List<Ident> columns(Cursor in) {
        return in.parenthesized(NameParser::ident);
    }

    static List<Ident> columnsIfAny(Cursor in) {
        return in.at(TokenKind.LEFT_PAREN) ? columns(in) : List.of();
    }

    static ObjectName name(Cursor in) {
        return name(in, "a name");
    }

    /** A dotted name or the id form of stored SQL. */
    static ObjectName name(Cursor in, String what) {
        int position = in.position();
        if (in.accept(TokenKind.LEFT_BRACKET)) {
            return byId(in, position);
        }
        Ident first = ident(in, what);
        if (!in.at(TokenKind.DOT)) {
            return new ObjectName(List.of(first), position);
        }
        return new ObjectName(rest(in, first), position);
    }

    /** The parts after the first as long as dots with names follow; a dot before a star is left alone. */
    static List<Ident> rest(Cursor in, Ident first) {
        List<Ident> parts = new ArrayList<>(3);
        parts.add(first);
        while (in.at(TokenKind.DOT) && !(in.kind(1) == TokenKind.OPERATOR && in.text(1).equals("*"))) {
            in.advance();
            parts.add(part(in));
        }
        return parts;
    }

    private static ObjectName byId(Cursor in, int position) {
        String id = ident(in, "an object id").value();
        in.expect("as");
        Ident first = ident(in);
        List<Ident> parts = rest(in, first);
        Optional<Long> version = in.accept("version")
                ? Optional.of(in.expectInteger("a version number")) : Optional.empty();
        in.expect(TokenKind.RIGHT_BRACKET, "\"]\"");
        return new ObjectName(parts, Optional.of(new ObjectId(id, version)), position);
    }

    static ClusterName cluster(Cursor in) {
        int position = in.position();
        if (in.accept(TokenKind.LEFT_BRACKET)) {
            String id = ident(in, "a cluster id").value();
            in.expect(TokenKind.RIGHT_BRACKET, "\"]\"");
            return new ClusterName.ById(id, position);
        }
        return new ClusterName.Named(ident(in, "a cluster name"), position);
    }

    /** {@code IN CLUSTER name}, if it is there. */
    static Optional<ClusterName> inClusterIfAny(Cursor in) {
        return in.acceptWords("in", "cluster") ? Optional.of(cluster(in)) : Optional.empty();
    }

    static ObjectKind objectKind(Cursor in) {
        return objectKindIfAny(in).orElseThrow(() -> in.expected("a kind of object"));
    }

    /** The kind whose words are here; USER is ROLE. */
    static Optional<ObjectKind> objectKindIfAny(Cursor in) {
        if (!in.at(TokenKind.WORD)) {
            return Optional.empty();
        }
        Optional<ObjectKind> kind = switch (in.text()) {
            case "table" -> Optional.of(ObjectKind.TABLE);
            case "view" -> Optional.of(ObjectKind.VIEW);
            case "materialized" -> in.at(1, "view") ? Optional.of(ObjectKind.MATERIALIZED_VIEW) : Optional.empty();
            case "source" -> Optional.of(ObjectKind.SOURCE);
            case "subsource" -> Optional.of(ObjectKind.SUBSOURCE);
            case "sink" -> Optional.of(ObjectKind.SINK);
            case "index" -> Optional.of(ObjectKind.INDEX);
            case "type" -> Optional.of(ObjectKind.TYPE);
            case "secret" -> Optional.of(ObjectKind.SECRET);
            case "connection" -> Optional.of(ObjectKind.CONNECTION);
            case "continual" -> in.at(1, "task") ? Optional.of(ObjectKind.CONTINUAL_TASK) : Optional.empty();
            case "function" -> Optional.of(ObjectKind.FUNCTION);
            case "column" -> Optional.of(ObjectKind.COLUMN);
            case "database" -> Optional.of(ObjectKind.DATABASE);
            case "schema" -> Optional.of(ObjectKind.SCHEMA);
            case "cluster" -> Optional.of(in.at(1, "replica") ? ObjectKind.CLUSTER_REPLICA : ObjectKind.CLUSTER);
            case "role", "user" -> Optional.of(ObjectKind.ROLE);
            case "network" -> in.at(1, "policy") ? Optional.of(ObjectKind.NETWORK_POLICY) : Optional.empty();
            default -> Optional.empty();
        };
        kind.ifPresent(found -> {
            in.advance();
            if (found.words().indexOf(' ') >= 0) {
                in.advance();
            }
        });
        return kind;
    }
}
