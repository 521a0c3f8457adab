package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.AlterStatement;
import dev.mizu.sqlparser.ast.AlterStatement.ConnectionAction;
import dev.mizu.sqlparser.ast.AlterStatement.RoleAction;
import dev.mizu.sqlparser.ast.AlterStatement.SourceAction;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ALTER and COMMENT. */
final class AlterParser {
    private AlterParser() {}

    /** What every ALTER of an object starts with. */
    private record Head(ObjectKind kind, boolean ifExists, ObjectName name, int position) {}

    static Statement alter(Cursor in) {
        int position = in.position();
        in.expect("alter");
        if (in.at("default") && in.at(1, "privileges")) {
            return PrivilegeParser.alterDefault(in, position);
        }
        if (in.accept("system")) {
            return system(in, position);
        }
        if (in.accept("notice")) {
            return notice(in, position);
        }
        Optional<ObjectKind> found = NameParser.objectKindIfAny(in);
        if (found.isEmpty()) {
            throw unknown(in, position);
        }
        ObjectKind kind = found.get();
        if (kind == ObjectKind.COLUMN || kind == ObjectKind.FUNCTION || kind == ObjectKind.SUBSOURCE) {
            throw in.unsupported("ALTER " + kind.words(), position);
        }
        boolean ifExists = in.acceptIfExists();
        if (kind == ObjectKind.ROLE) {
            return role(in, position);
        }
        return action(in, new Head(kind, ifExists, NameParser.name(in), position));
    }

    private static RuntimeException unknown(Cursor in, int position) {
        return switch (in.at(TokenKind.WORD) ? in.text() : "") {
            case "sequence", "trigger", "rule", "extension", "domain", "aggregate", "operator", "policy", "group",
                    "publication", "subscription", "server", "procedure", "language", "collation" ->
                    in.unsupported("ALTER " + Cursor.upper(in.text()), position);
            default -> in.expected("a kind of object");
        };
    }

    private static AlterStatement action(Cursor in, Head head) {
        if (in.acceptWords("owner", "to")) {
            Ident role = NameParser.ident(in, "a role's name");
            return new AlterStatement.AlterOwner(head.kind(), head.ifExists(), head.name(), role, head.position());
        }
        if (in.acceptWords("rename", "to")) {
            Ident name = NameParser.ident(in, "a new name");
            return new AlterStatement.AlterRename(head.kind(), head.ifExists(), head.name(), name, head.position());
        }
        if (in.atWords("rename", "column") || in.atWords("drop", "column") || in.atWords("alter", "column")) {
            throw in.unsupported("ALTER TABLE .. " + Cursor.upper(in.text()) + " COLUMN");
        }
        if (head.kind() == ObjectKind.SCHEMA || head.kind() == ObjectKind.CLUSTER) {
            if (in.acceptWords("swap", "with")) {
                Ident other = NameParser.ident(in, "a name");
                return new AlterStatement.AlterSwap(head.kind(), head.name(), other, head.position());
            }
        }
        return switch (head.kind()) {
            case SECRET -> secret(in, head);
            case CONNECTION -> connection(in, head);
            case TABLE -> in.acceptWords("add", "column") ? addColumn(in, head) : options(in, head);
            case SOURCE -> source(in, head);
            case SINK -> sink(in, head);
            case MATERIALIZED_VIEW -> materializedView(in, head);
            default -> options(in, head);
        };
    }

    private static AlterStatement secret(Cursor in, Head head) {
        if (!in.accept("as")) {
            throw in.expected("AS, RENAME TO or OWNER TO");
        }
        return new AlterStatement.AlterSecret(head.ifExists(), head.name(), ExprParser.expr(in), head.position());
    }

    private static AlterStatement addColumn(Cursor in, Head head) {
        boolean ifNotExists = in.acceptIfNotExists();
        Ident column = NameParser.ident(in, "a column name");
        return new AlterStatement.AlterTableAddColumn(head.ifExists(), head.name(), ifNotExists, column,
                TypeParser.type(in), head.position());
    }

    private static AlterStatement materializedView(Cursor in, Head head) {
        if (in.acceptWords("apply", "replacement")) {
            return new AlterStatement.AlterMaterializedViewApplyReplacement(head.ifExists(), head.name(),
                    NameParser.name(in), head.position());
        }
        return options(in, head);
    }

    private static AlterStatement sink(Cursor in, Head head) {
        if (in.acceptWords("set", "from")) {
            return new AlterStatement.AlterSinkFrom(head.ifExists(), head.name(), NameParser.name(in),
                    head.position());
        }
        return options(in, head);
    }

    private static AlterStatement options(Cursor in, Head head) {
        var known = OptionNames.ofAlter(head.kind());
        if (in.acceptWords("set", "cluster")) {
            return new AlterStatement.AlterSetCluster(head.kind(), head.ifExists(), head.name(),
                    NameParser.cluster(in), head.position());
        }
        if (in.at("set") && in.kind(1) == TokenKind.LEFT_PAREN) {
            in.advance();
            List<Option> options = OptionParser.list(in, known);
            List<Option> with = head.kind() == ObjectKind.CLUSTER
                    ? OptionParser.withIfAny(in, OptionNames.ALTER_CLUSTER_WITH) : List.of();
            return new AlterStatement.AlterSetOptions(head.kind(), head.ifExists(), head.name(), options, with,
                    head.position());
        }
        if (in.at("reset") && in.kind(1) == TokenKind.LEFT_PAREN) {
            in.advance();
            return new AlterStatement.AlterResetOptions(head.kind(), head.ifExists(), head.name(),
                    OptionParser.names(in, known), head.position());
        }
        throw in.expected("RENAME TO, OWNER TO, SET or RESET");
    }

    private static AlterStatement source(Cursor in, Head head) {
        Optional<SourceAction> action = Optional.empty();
        if (in.acceptWords("refresh", "references")) {
            action = Optional.of(new SourceAction.RefreshReferences());
        } else if (in.at("add") && (in.at(1, "subsource") || in.at(1, "table"))) {
            in.advance();
            in.advance();
            var tables = in.commaList(SourceParser::reference);
            action = Optional.of(new SourceAction.AddSubsources(tables,
                    OptionParser.withIfAny(in, OptionNames.TABLE_FROM_SOURCE)));
        } else if (in.at("drop") && (in.at(1, "subsource") || in.at(1, "table"))) {
            in.advance();
            in.advance();
            boolean ifExists = in.acceptIfExists();
            List<ObjectName> names = in.commaList(NameParser::name);
            boolean cascade = DropParser.cascade(in).orElse(false);
            action = Optional.of(new SourceAction.DropSubsources(ifExists, names, cascade));
        }
        return action.isEmpty() ? options(in, head)
                : new AlterStatement.AlterSource(head.ifExists(), head.name(), action.get(), head.position());
    }

    private static AlterStatement connection(Cursor in, Head head) {
        List<ConnectionAction> actions = new ArrayList<>();
        do {
            int position = in.position();
            if (in.acceptWords("rotate", "keys")) {
                actions.add(new ConnectionAction.RotateKeys());
            } else if (in.accept("set")) {
                OptionParser.list(in, OptionNames.CONNECTION)
                        .forEach(option -> actions.add(new ConnectionAction.Set(option)));
            } else if (in.accept("reset") || in.accept("drop")) {
                OptionParser.names(in, OptionNames.CONNECTION)
                        .forEach(name -> actions.add(new ConnectionAction.Drop(name, position)));
            } else {
                throw in.expected("SET, RESET, DROP, ROTATE KEYS, RENAME TO or OWNER TO");
            }
        } while (in.accept(TokenKind.COMMA));
        return new AlterStatement.AlterConnection(head.ifExists(), head.name(), actions,
                OptionParser.withIfAny(in, OptionNames.CONNECTION_WITH), head.position());
    }

    private static AlterStatement role(Cursor in, int position) {
        Ident name = NameParser.ident(in, "a role's name");
        if (in.accept("set")) {
            Ident variable = SessionParser.variable(in);
            return new AlterStatement.AlterRole(name,
                    new RoleAction.SetVariable(variable, SessionParser.setting(in, variable)), position);
        }
        if (in.accept("reset")) {
            return new AlterStatement.AlterRole(name,
                    new RoleAction.ResetVariable(SessionParser.variable(in)), position);
        }
        if (in.at("rename") || in.at("owner")) {
            throw in.unsupported("ALTER ROLE .. " + Cursor.upper(in.text()));
        }
        in.accept("with");
        List<Option> attributes = CreateParser.roleAttributes(in);
        if (attributes.isEmpty()) {
            throw in.expected("a role's attribute, SET or RESET");
        }
        return new AlterStatement.AlterRole(name, new RoleAction.Attributes(attributes), position);
    }

    private static AlterStatement system(Cursor in, int position) {
        if (in.accept("set")) {
            Ident variable = SessionParser.variable(in);
            return new AlterStatement.AlterSystemSet(variable, SessionParser.setting(in, variable), position);
        }
        if (!in.accept("reset")) {
            throw in.expected("SET or RESET");
        }
        return in.accept("all") ? new AlterStatement.AlterSystemResetAll(position)
                : new AlterStatement.AlterSystemReset(SessionParser.variable(in), position);
    }

    private static AlterStatement notice(Cursor in, int position) {
        String fingerprint = in.expectString("a notice's fingerprint in quotes");
        if (in.acceptWords("reset", "status")) {
            return new AlterStatement.AlterNotice(fingerprint, Optional.empty(), position);
        }
        in.expect("set", "status");
        in.acceptOperator("=");
        return new AlterStatement.AlterNotice(fingerprint, Optional.of(in.expectString("a status in quotes")),
                position);
    }

    /** {@code COMMENT ON kind name IS text}. */
    static AlterStatement comment(Cursor in) {
        int position = in.position();
        in.expect("comment", "on");
        ObjectKind kind = NameParser.objectKind(in);
        ObjectName name = NameParser.name(in);
        in.expect("is");
        Optional<String> text = in.accept("null")
                ? Optional.empty() : Optional.of(in.expectString("a comment in quotes or NULL"));
        return new AlterStatement.Comment(kind, name, text, position);
    }
}
