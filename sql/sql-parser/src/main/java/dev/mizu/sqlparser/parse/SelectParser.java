package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.SetExpr.Distinct;
import dev.mizu.sqlparser.ast.SetExpr.Select;
import dev.mizu.sqlparser.ast.SetExpr.SelectItem;
import dev.mizu.sqlparser.ast.TableRef;
import dev.mizu.sqlparser.lex.Identifiers;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.List;
import java.util.Optional;

/** One SELECT block. */
final class SelectParser {
    private SelectParser() {}

    static Select afterSelect(Cursor in, int position) {
        Distinct distinct = distinct(in);
        List<SelectItem> items = listEnds(in) ? List.of() : items(in);
        if (in.at("into")) {
            throw in.unsupported("SELECT INTO");
        }
        List<TableRef> from = in.accept("from") ? in.commaList(TableRefParser::tableRef) : List.of();
        Optional<Expr> where = clause(in, "where");
        List<Expr> groupBy = in.acceptWords("group", "by") ? in.commaList(SelectParser::groupItem) : List.of();
        Optional<Expr> having = clause(in, "having");
        Optional<Expr> qualify = clause(in, "qualify");
        List<Option> options = in.accept("options") ? OptionParser.list(in, OptionNames.GROUP_SIZES) : List.of();
        return new Select(distinct, items, from, where, groupBy, having, qualify, options, position);
    }

    private static Optional<Expr> clause(Cursor in, String word) {
        return in.accept(word) ? Optional.of(ExprParser.expr(in)) : Optional.empty();
    }

    private static Distinct distinct(Cursor in) {
        if (in.accept("all")) {
            return new Distinct.None();
        }
        if (!in.accept("distinct")) {
            return new Distinct.None();
        }
        if (in.at("on") && in.kind(1) == TokenKind.LEFT_PAREN) {
            in.advance();
            return new Distinct.On(in.parenthesized(ExprParser::expr));
        }
        return new Distinct.EntireRow();
    }

    /** A select list may be empty: then what follows ends the list. */
    private static boolean listEnds(Cursor in) {
        return switch (in.kind()) {
            case END, RIGHT_PAREN, SEMICOLON -> true;
            case WORD -> Identifiers.reserved(in.text()) && !in.at("select") && !in.at("with");
            default -> false;
        };
    }

    static List<SelectItem> items(Cursor in) {
        return in.commaList(SelectParser::item);
    }

    private static SelectItem item(Cursor in) {
        int position = in.position();
        if (in.acceptOperator("*")) {
            return new SelectItem.Star(position);
        }
        return new SelectItem.Value(ExprParser.expr(in), alias(in), position);
    }

    private static Optional<Ident> alias(Cursor in) {
        if (in.at("as") && !atAsOf(in)) {
            in.advance();
            if (!in.at(TokenKind.WORD) && !in.at(TokenKind.QUOTED)) {
                throw in.expected("a column alias");
            }
            return Optional.of(NameParser.ident(in, "a column alias"));
        }
        boolean bare = NameParser.atIdent(in) && !in.at("as") && !inCluster(in)
                && !in.atAny(Identifiers.RESERVED_AS_COLUMN_ALIAS);
        return bare ? Optional.of(NameParser.ident(in)) : Optional.empty();
    }

    /** {@code AS OF} belongs to the statement; an alias named {@code of} is quoted. */
    static boolean atAsOf(Cursor in) {
        return in.at("as") && in.at(1, "of") && in.kind(2) != TokenKind.COMMA && in.kind(2) != TokenKind.END
                && !in.at(2, "from");
    }

    /** The older place of a materialized view's cluster is behind the query. */
    static boolean inCluster(Cursor in) {
        return in.at("in") && in.at(1, "cluster");
    }

    private static Expr groupItem(Cursor in) {
        if (in.atWords("grouping", "sets")) {
            throw in.unsupported("GROUPING SETS");
        }
        if (in.kind(1) == TokenKind.LEFT_PAREN && (in.at("cube") || in.at("rollup"))) {
            throw in.unsupported(Cursor.upper(in.text()));
        }
        if (in.at(TokenKind.LEFT_PAREN) && in.kind(1) == TokenKind.RIGHT_PAREN) {
            Expr all = new Expr.AllRows(in.position());
            in.advance();
            in.advance();
            return all;
        }
        return ExprParser.expr(in);
    }
}
