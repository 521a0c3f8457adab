package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.TableRef;
import dev.mizu.sqlparser.ast.TableRef.Alias;
import dev.mizu.sqlparser.ast.TableRef.JoinCondition;
import dev.mizu.sqlparser.ast.TableRef.JoinKind;
import dev.mizu.sqlparser.lex.Identifiers;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.List;
import java.util.Optional;

/** What FROM lists: tables, functions, subqueries, joins. */
final class TableRefParser {
    private TableRefParser() {}

    static TableRef tableRef(Cursor in) {
        return joins(in, factor(in));
    }

    private static TableRef joins(Cursor in, TableRef first) {
        TableRef left = first;
        while (true) {
            boolean natural = in.at("natural") && joinKind(in, 1).isPresent();
            Optional<JoinKind> kind = joinKind(in, natural ? 1 : 0);
            if (kind.isEmpty()) {
                return left;
            }
            in.height(in.height() + 1);
            if (natural) {
                if (kind.get() == JoinKind.CROSS) {
                    throw in.expected("a join other than CROSS JOIN");
                }
                in.advance();
            }
            skipJoinWords(in);
            TableRef right = factor(in);
            left = new TableRef.Join(left, right, kind.get(), condition(in, kind.get(), natural), left.position());
        }
    }

    private static Optional<JoinKind> joinKind(Cursor in, int ahead) {
        if (in.kind(ahead) != TokenKind.WORD) {
            return Optional.empty();
        }
        return switch (in.text(ahead)) {
            case "join" -> Optional.of(JoinKind.INNER);
            case "inner" -> Optional.of(JoinKind.INNER);
            case "cross" -> Optional.of(JoinKind.CROSS);
            case "left" -> Optional.of(JoinKind.LEFT);
            case "right" -> Optional.of(JoinKind.RIGHT);
            case "full" -> Optional.of(JoinKind.FULL);
            default -> Optional.empty();
        };
    }

    private static void skipJoinWords(Cursor in) {
        if (in.accept("join")) {
            return;
        }
        boolean outer = in.at("left") || in.at("right") || in.at("full");
        in.advance();
        if (outer) {
            in.accept("outer");
        }
        in.expect("join");
    }

    private static JoinCondition condition(Cursor in, JoinKind kind, boolean natural) {
        if (kind == JoinKind.CROSS) {
            return new JoinCondition.None();
        }
        if (natural) {
            return new JoinCondition.Natural();
        }
        if (in.accept("on")) {
            return new JoinCondition.On(ExprParser.expr(in));
        }
        if (in.accept("using")) {
            List<Ident> columns = NameParser.columns(in);
            Optional<Ident> alias = in.at("as") && !SelectParser.atAsOf(in) && in.accept("as")
                    ? Optional.of(NameParser.ident(in)) : Optional.empty();
            return new JoinCondition.Using(columns, alias);
        }
        throw in.expected("ON or USING");
    }

    private static TableRef factor(Cursor in) {
        int position = in.position();
        if (in.at("lateral") && (in.kind(1) == TokenKind.LEFT_PAREN || NameParser.atIdent(in, 1))) {
            in.advance();
            if (in.at(TokenKind.LEFT_PAREN)) {
                Query query = QueryParser.parenthesized(in);
                return new TableRef.Derived(true, query, alias(in), position);
            }
            return rowsFromOrNamed(in, true, position);
        }
        if (!in.at(TokenKind.LEFT_PAREN)) {
            return rowsFromOrNamed(in, false, position);
        }
        return switch (brackets(in)) {
            case OfQuery(var query) -> new TableRef.Derived(false, query, alias(in), position);
            case OfTable(var inner) -> new TableRef.Nested(inner, alias(in), position);
        };
    }

    /** A query or a join in brackets; after two brackets only the inside tells which. */
    private sealed interface Brackets permits OfQuery, OfTable {}

    private record OfQuery(Query query) implements Brackets {}

    private record OfTable(TableRef inner) implements Brackets {}

    private static Brackets brackets(Cursor in) {
        in.expectLeft();
        in.enter();
        Brackets inside = inside(in);
        in.exit();
        in.expectRight();
        return inside;
    }

    private static Brackets inside(Cursor in) {
        if (QueryParser.starts(in)) {
            return new OfQuery(QueryParser.query(in));
        }
        if (!in.at(TokenKind.LEFT_PAREN)) {
            return new OfTable(tableRef(in));
        }
        int position = in.position();
        return switch (brackets(in)) {
            case OfTable(var inner) -> new OfTable(joins(in, new TableRef.Nested(inner, alias(in), position)));
            case OfQuery inner when in.at(TokenKind.RIGHT_PAREN) -> inner;
            case OfQuery(var query) when QueryParser.continues(in) -> new OfQuery(QueryParser.continued(in, query));
            case OfQuery(var query) ->
                    new OfTable(joins(in, new TableRef.Derived(false, query, alias(in), position)));
        };
    }

    private static TableRef rowsFromOrNamed(Cursor in, boolean lateral, int position) {
        if (in.atWords("rows", "from") && in.kind(2) == TokenKind.LEFT_PAREN) {
            in.expect("rows", "from");
            List<Expr.Call> calls = in.parenthesized(TableRefParser::call);
            boolean ordinality = ordinality(in, false);
            Optional<Alias> alias = alias(in);
            return new TableRef.RowsFrom(lateral, calls, ordinality(in, ordinality), alias, position);
        }
        if (in.at("only") && NameParser.atIdent(in, 1)) {
            throw in.unsupported("ONLY");
        }
        ObjectName name = NameParser.name(in, "a table name");
        if (in.at(TokenKind.LEFT_PAREN)) {
            Expr.Call call = CallParser.call(in, name);
            boolean ordinality = ordinality(in, false);
            Optional<Alias> alias = alias(in);
            return new TableRef.Function(lateral, call, ordinality(in, ordinality), alias, position);
        }
        if (lateral) {
            throw in.expected("\"(\"");
        }
        Optional<Alias> alias = alias(in);
        if (in.at("tablesample")) {
            throw in.unsupported("TABLESAMPLE");
        }
        return new TableRef.Table(name, alias, position);
    }

    private static Expr.Call call(Cursor in) {
        return CallParser.call(in, NameParser.name(in, "a function name"));
    }

    private static boolean ordinality(Cursor in, boolean already) {
        return in.acceptWords("with", "ordinality") || already;
    }

    static Optional<Alias> alias(Cursor in) {
        boolean explicit = in.at("as") && !SelectParser.atAsOf(in);
        if (explicit) {
            in.advance();
        } else if (!bareAlias(in)) {
            return Optional.empty();
        }
        Ident name = NameParser.ident(in, "a table alias");
        return Optional.of(new Alias(name, NameParser.columnsIfAny(in)));
    }

    private static boolean bareAlias(Cursor in) {
        if (in.at(TokenKind.QUOTED)) {
            return true;
        }
        if (!NameParser.atIdent(in) || in.at("as") || in.atAny(Identifiers.RESERVED_AS_TABLE_ALIAS)) {
            return false;
        }
        return switch (in.text()) {
            case "in" -> !SelectParser.inCluster(in);
            case "for" -> !(in.at(1, "update") || in.at(1, "share") || in.at(1, "no") || in.at(1, "key"));
            case "tablesample" -> false;
            default -> true;
        };
    }
}
