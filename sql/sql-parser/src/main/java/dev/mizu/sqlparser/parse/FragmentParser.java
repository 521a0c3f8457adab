package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in brackets and may be a query or expressions. After {@code ((} only the inside tells which:
 * {@code ((SELECT 1) + 1)} against {@code ((SELECT 1) UNION SELECT 2)}. Parsed once, without going back.
 */
final class FragmentParser {
    /** A query, or one or more expressions. */
    sealed interface Fragment permits OfQuery, OfExprs {}

    record OfQuery(Query query) implements Fragment {}

    record OfExprs(List<Expr> list) implements Fragment {}

    private FragmentParser() {}

    /** Starts at the opening bracket, ends past the closing one. */
    static Fragment parenthesized(Cursor in) {
        in.expectLeft();
        in.enter();
        Fragment fragment = inside(in);
        in.exit();
        in.expectRight();
        return fragment;
    }

    private static Fragment inside(Cursor in) {
        if (QueryParser.starts(in)) {
            return new OfQuery(QueryParser.query(in));
        }
        if (!in.at(TokenKind.LEFT_PAREN)) {
            return new OfExprs(in.commaList(ExprParser::expr));
        }
        int position = in.position();
        return switch (parenthesized(in)) {
            case OfExprs(var list) -> rest(in, PrimaryParser.rowOrSingle(list, position));
            case OfQuery inner when in.at(TokenKind.RIGHT_PAREN) -> inner;
            case OfQuery(var query) when QueryParser.continues(in) -> new OfQuery(QueryParser.continued(in, query));
            case OfQuery(var query) -> rest(in, new Expr.Subquery(query, position));
        };
    }

    private static Fragment rest(Cursor in, Expr first) {
        List<Expr> list = new ArrayList<>(4);
        list.add(ExprParser.continued(in, first));
        while (in.accept(TokenKind.COMMA)) {
            list.add(ExprParser.expr(in));
        }
        return new OfExprs(list);
    }
}
