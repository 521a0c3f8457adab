package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.Query.Binding;
import dev.mizu.sqlparser.ast.Query.Column;
import dev.mizu.sqlparser.ast.Query.Cte;
import dev.mizu.sqlparser.ast.Query.With;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlparser.ast.SetExpr.SetOperator;
import dev.mizu.sqlparser.lex.Precedence;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.List;
import java.util.Optional;

/** Queries: WITH, set operations, finishing. SELECT blocks are {@link SelectParser}'s. */
final class QueryParser {
    private QueryParser() {}

    /** Whether what is here can only be a query; an opening bracket may still hold one. */
    static boolean starts(Cursor in) {
        if (in.kind() != TokenKind.WORD) {
            return false;
        }
        return switch (in.text()) {
            case "select", "with" -> true;
            case "values" -> in.kind(1) == TokenKind.LEFT_PAREN;
            case "table" -> NameParser.atIdent(in, 1) || in.kind(1) == TokenKind.LEFT_BRACKET;
            case "show" -> NameParser.atIdent(in, 1);
            default -> false;
        };
    }

    /** Whether something follows that makes a bracketed query part of a larger one. */
    static boolean continues(Cursor in) {
        if (in.kind() != TokenKind.WORD) {
            return false;
        }
        return switch (in.text()) {
            case "union", "except", "intersect", "order", "limit", "offset", "fetch" -> true;
            default -> false;
        };
    }

    static Query query(Cursor in) {
        in.enter();
        int before = in.height();
        in.height(0);
        int position = in.position();
        Optional<With> with = in.at("with") ? Optional.of(with(in)) : Optional.empty();
        Query query = finishing(in, with, body(in, 0), position);
        in.exit();
        in.height(Math.max(before, in.height() + 1));
        return query;
    }

    /** Goes on after a query whose brackets are already closed. */
    static Query continued(Cursor in, Query first) {
        return finishing(in, Optional.empty(), operations(in, unwrap(first), 0), first.position());
    }

    private static Query finishing(Cursor in, Optional<With> with, SetExpr body, int position) {
        List<OrderBy> orderBy = in.acceptWords("order", "by") ? orderByItems(in) : List.of();
        Finishing finishing = new Finishing();
        while (finishing.clause(in)) {
            continue;
        }
        if (in.at("for") && (in.at(1, "update") || in.at(1, "share") || in.at(1, "no") || in.at(1, "key"))) {
            throw in.unsupported("FOR " + Cursor.upper(in.text(1)));
        }
        if (in.at("window")) {
            throw in.unsupported("WINDOW clause");
        }
        boolean plain = with.isEmpty() && orderBy.isEmpty() && finishing.none();
        if (plain && body instanceof SetExpr.Nested nested) {
            return nested.query();
        }
        return new Query(with, body, orderBy, finishing.limit, finishing.offset, position);
    }

    /** LIMIT, OFFSET and FETCH, each at most once, in any order. */
    private static final class Finishing {
        private Optional<Expr> limit = Optional.empty();
        private Optional<Expr> offset = Optional.empty();
        private boolean limited;
        private boolean moved;

        private boolean none() {
            return limit.isEmpty() && offset.isEmpty();
        }

        private boolean clause(Cursor in) {
            int position = in.position();
            if (in.accept("limit")) {
                once(in, limited, "LIMIT", position);
                limited = true;
                limit = in.accept("all") ? Optional.empty() : Optional.of(ExprParser.expr(in));
                return true;
            }
            if (in.accept("offset")) {
                once(in, moved, "OFFSET", position);
                moved = true;
                offset = Optional.of(ExprParser.expr(in));
                if (!in.accept("rows")) {
                    in.accept("row");
                }
                return true;
            }
            if (in.at("fetch") && (in.at(1, "first") || in.at(1, "next"))) {
                once(in, limited, "LIMIT", position);
                limited = true;
                limit = Optional.of(fetch(in));
                return true;
            }
            return false;
        }

        private static void once(Cursor in, boolean seen, String clause, int position) {
            if (seen) {
                throw in.error(clause + " specified more than once", position);
            }
        }

        private static Expr fetch(Cursor in) {
            in.advance();
            in.advance();
            int position = in.position();
            Expr count = in.at("row") || in.at("rows")
                    ? new Literal.Number("1", position) : ExprParser.expr(in, Precedence.OTHER);
            if (!in.accept("rows")) {
                in.expect("row");
            }
            if (in.atWords("with", "ties")) {
                throw in.unsupported("FETCH WITH TIES");
            }
            in.expect("only");
            return count;
        }
    }

    static List<OrderBy> orderByItems(Cursor in) {
        return in.commaList(QueryParser::orderBy);
    }

    static OrderBy orderBy(Cursor in) {
        int position = in.position();
        Expr expr = ExprParser.expr(in);
        boolean descending = in.at("using") && in.kind(1) == TokenKind.OPERATOR
                ? descendingOperator(in) : in.accept("desc");
        if (!descending) {
            in.accept("asc");
        }
        Optional<Boolean> nullsFirst = Optional.empty();
        if (in.accept("nulls")) {
            boolean first = in.accept("first");
            if (!first) {
                in.expect("last");
            }
            nullsFirst = Optional.of(first);
        }
        return new OrderBy(expr, descending, nullsFirst, position);
    }

    /** {@code USING} the operator that says which of two comes first. */
    private static boolean descendingOperator(Cursor in) {
        in.expect("using");
        String operator = in.text();
        if (!operator.equals("<") && !operator.equals(">")) {
            throw in.error("operator " + operator + " is not a valid ordering operator", in.position());
        }
        in.advance();
        return operator.equals(">");
    }

    private static With with(Cursor in) {
        int position = in.position();
        in.expect("with");
        if (in.acceptWords("mutually", "recursive")) {
            List<Option> options = in.at(TokenKind.LEFT_PAREN)
                    ? OptionParser.list(in, OptionNames.RECURSION) : List.of();
            return new With.MutuallyRecursive(options, in.commaList(QueryParser::binding), position);
        }
        boolean recursive = in.at("recursive") && !(in.at(1, "as") && in.kind(2) == TokenKind.LEFT_PAREN);
        if (recursive) {
            in.advance();
        }
        return new With.Ctes(in.commaList(QueryParser::cte), recursive, position);
    }

    private static Cte cte(Cursor in) {
        Ident name = NameParser.ident(in, "a CTE's name");
        List<Ident> columns = NameParser.columnsIfAny(in);
        in.expect("as");
        if (in.at("materialized") || in.atWords("not", "materialized")) {
            throw in.unsupported("MATERIALIZED on a CTE");
        }
        if (in.at(TokenKind.LEFT_PAREN) && (in.at(1, "insert") || in.at(1, "update") || in.at(1, "delete"))) {
            in.expectLeft();
            throw in.unsupported(Cursor.upper(in.text()) + " in WITH");
        }
        return new Cte(name, columns, parenthesized(in));
    }

    private static Binding binding(Cursor in) {
        Ident name = NameParser.ident(in, "a binding's name");
        List<Column> columns = in.parenthesizedOrEmpty(QueryParser::column);
        in.expect("as");
        return new Binding(name, columns, parenthesized(in));
    }

    /** {@code name type}. */
    static Column column(Cursor in) {
        return new Column(NameParser.ident(in, "a column name"), TypeParser.type(in));
    }

    /** {@code (query)}. */
    static Query parenthesized(Cursor in) {
        in.expectLeft();
        Query query = query(in);
        in.expectRight();
        return query;
    }

    private static SetExpr body(Cursor in, int floor) {
        return operations(in, operand(in), floor);
    }

    /** INTERSECT binds at 2, the others at 1; all lean left. */
    private static SetExpr operations(Cursor in, SetExpr first, int floor) {
        SetExpr left = first;
        int height = in.height();
        while (true) {
            Optional<SetOperator> operator = operator(in);
            int binding = operator.isPresent() && operator.get() == SetOperator.INTERSECT ? 2 : 1;
            if (operator.isEmpty() || binding <= floor) {
                in.height(height);
                return left;
            }
            in.advance();
            boolean all = in.accept("all");
            if (!all) {
                in.accept("distinct");
            }
            in.height(0);
            SetExpr right = body(in, binding);
            height = Math.max(height, in.height()) + 1;
            left = new SetExpr.SetOperation(operator.get(), all, left, right, left.position());
        }
    }

    private static Optional<SetOperator> operator(Cursor in) {
        if (in.kind() != TokenKind.WORD) {
            return Optional.empty();
        }
        return switch (in.text()) {
            case "union" -> Optional.of(SetOperator.UNION);
            case "except" -> Optional.of(SetOperator.EXCEPT);
            case "intersect" -> Optional.of(SetOperator.INTERSECT);
            default -> Optional.empty();
        };
    }

    private static SetExpr operand(Cursor in) {
        int position = in.position();
        if (in.at(TokenKind.LEFT_PAREN)) {
            return unwrap(parenthesized(in));
        }
        if (in.accept("select")) {
            return SelectParser.afterSelect(in, position);
        }
        if (in.accept("values")) {
            return new SetExpr.Values(in.commaList(c -> c.parenthesized(ExprParser::expr)), position);
        }
        if (in.accept("table")) {
            return new SetExpr.Table(NameParser.name(in, "a table name"), position);
        }
        if (in.at("show")) {
            return new SetExpr.Show(ShowParser.show(in), position);
        }
        throw in.expected("SELECT, VALUES, TABLE or \"(\"");
    }

    /** A query without CTEs and finishing is its body. */
    private static SetExpr unwrap(Query query) {
        boolean plain = query.with().isEmpty() && query.orderBy().isEmpty() && query.limit().isEmpty()
                && query.offset().isEmpty();
        return plain ? query.body() : new SetExpr.Nested(query, query.position());
    }
}
