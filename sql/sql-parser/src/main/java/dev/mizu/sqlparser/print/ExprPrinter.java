package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Expr.FrameBound;
import dev.mizu.sqlparser.ast.Expr.Operator;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.lex.Identifiers;
import dev.mizu.sqlparser.lex.Precedence;
import java.util.List;

/** Expressions. {@code floor} is what the parser would climb from: what binds no tighter gets brackets. */
final class ExprPrinter {
    private static final int ATOM = Precedence.POSTFIX + 1;

    private ExprPrinter() {}

    static Out expr(Out out, Expr expr) {
        return expr(out, expr, 0);
    }

    /** In a column's DEFAULT a bare NOT would begin NOT NULL. */
    static Out columnDefault(Out out, Expr expr) {
        return expr(out, expr, Precedence.NOT);
    }

    static Out exprs(Out out, List<Expr> exprs) {
        return out.list(exprs, ExprPrinter::expr);
    }

    private static Out expr(Out out, Expr expr, int floor) {
        boolean redacted = expr instanceof Literal && out.redacts();
        boolean brackets = binding(expr) <= floor && !redacted;
        out.putIf(brackets, "(");
        bare(out, expr);
        return out.putIf(brackets, ")");
    }

    private static int binding(Expr expr) {
        return switch (expr) {
            case Expr.Or ignored -> Precedence.OR;
            case Expr.And ignored -> Precedence.AND;
            case Expr.Not ignored -> Precedence.NOT;
            case Expr.Is ignored -> Precedence.IS;
            case Expr.IsDistinctFrom ignored -> Precedence.IS;
            case Expr.Like ignored -> Precedence.LIKE;
            case Expr.Between ignored -> Precedence.LIKE;
            case Expr.InList ignored -> Precedence.LIKE;
            case Expr.InQuery ignored -> Precedence.LIKE;
            case Expr.Binary binary -> binding(binary.operator());
            case Expr.Quantified quantified -> binding(quantified.operator());
            case Expr.QuantifiedQuery quantified -> binding(quantified.operator());
            case Expr.Unary unary -> signed(unary.operator()) ? Precedence.SIGN : Precedence.OTHER;
            case Expr.Collate ignored -> Precedence.COLLATE;
            case Expr.Cast ignored -> Precedence.POSTFIX;
            case Expr.Subscript ignored -> Precedence.POSTFIX;
            case Expr.FieldOf ignored -> Precedence.POSTFIX;
            case Expr.WildcardOf ignored -> Precedence.POSTFIX;
            case Literal.Number number -> number.text().startsWith("-") ? Precedence.SIGN : ATOM;
            case Literal ignored -> ATOM;
            case Expr.Default ignored -> ATOM;
            case Expr.Parameter ignored -> ATOM;
            case Expr.Name ignored -> ATOM;
            case Expr.NameWildcard ignored -> ATOM;
            case Expr.Case ignored -> ATOM;
            case Expr.Call ignored -> ATOM;
            case Expr.Exists ignored -> ATOM;
            case Expr.Subquery ignored -> ATOM;
            case Expr.Row ignored -> ATOM;
            case Expr.AllRows ignored -> ATOM;
            case Expr.Array ignored -> ATOM;
            case Expr.ArrayQuery ignored -> ATOM;
            case Expr.ListOf ignored -> ATOM;
            case Expr.ListQuery ignored -> ATOM;
            case Expr.MapOf ignored -> ATOM;
            case Expr.MapQuery ignored -> ATOM;
        };
    }

    private static int binding(Operator operator) {
        return operator.qualifier().isEmpty() ? Precedence.ofSymbol(operator.symbol()) : Precedence.OTHER;
    }

    private static boolean signed(Operator operator) {
        return operator.qualifier().isEmpty() && (operator.symbol().equals("-") || operator.symbol().equals("+"));
    }

    private static void bare(Out out, Expr expr) {
        switch (expr) {
            case Literal literal -> out.literal(literal);
            case Expr.Default ignored -> out.put("DEFAULT");
            case Expr.Parameter parameter -> out.put("$" + parameter.number());
            case Expr.Name name -> out.path(name.parts());
            case Expr.NameWildcard wildcard -> out.path(wildcard.parts()).put(".*");
            case Expr.WildcardOf wildcard -> record(out, wildcard.operand()).put(".*");
            case Expr.FieldOf field -> record(out, field.operand()).put(".").ident(field.field());
            case Expr.Subscript subscript -> subscript(out, subscript);
            case Expr.And and -> joined(out, and.operands(), " AND ", Precedence.AND);
            case Expr.Or or -> joined(out, or.operands(), " OR ", Precedence.OR);
            case Expr.Not not -> expr(out.put("NOT "), not.operand(), Precedence.NOT);
            case Expr.Unary unary -> unary(out, unary);
            case Expr.Binary binary -> binary(out, binary);
            case Expr.Is is -> expr(out, is.operand(), Precedence.IS - 1)
                    .put(is.negated() ? " IS NOT " : " IS ").put(is.truth().name());
            case Expr.IsDistinctFrom is -> {
                expr(out, is.left(), Precedence.IS - 1).put(is.negated() ? " IS NOT" : " IS").put(" DISTINCT FROM ");
                expr(out, is.right(), Precedence.IS);
            }
            case Expr.Like like -> like(out, like);
            case Expr.Between between -> {
                expr(out, between.operand(), Precedence.LIKE - 1).put(between.negated() ? " NOT" : "");
                out.put(between.symmetric() ? " BETWEEN SYMMETRIC " : " BETWEEN ");
                expr(out, between.low(), Precedence.LIKE);
                expr(out.put(" AND "), between.high(), Precedence.LIKE);
            }
            case Expr.InList in -> {
                expr(out, in.operand(), Precedence.LIKE - 1).put(in.negated() ? " NOT IN (" : " IN (");
                exprs(out, in.list()).put(")");
            }
            case Expr.InQuery in -> {
                expr(out, in.operand(), Precedence.LIKE - 1).put(in.negated() ? " NOT IN " : " IN ");
                query(out, in.query());
            }
            case Expr.Quantified quantified -> {
                quantifier(out, quantified.left(), quantified.operator(), quantified.all());
                expr(out.put("("), quantified.right()).put(")");
            }
            case Expr.QuantifiedQuery quantified -> {
                quantifier(out, quantified.left(), quantified.operator(), quantified.all());
                query(out, quantified.query());
            }
            case Expr.Case cases -> cases(out, cases);
            case Expr.Cast cast -> expr(out, cast.operand(), Precedence.SIGN).put("::").type(cast.type());
            case Expr.Collate collate -> expr(out, collate.operand(), Precedence.COLLATE - 1)
                    .put(" COLLATE ").name(collate.collation());
            case Expr.Call call -> call(out, call);
            case Expr.Exists exists -> query(out.put("EXISTS "), exists.query());
            case Expr.Subquery subquery -> query(out, subquery.query());
            case Expr.Row row -> exprs(out.put("ROW("), row.fields()).put(")");
            case Expr.AllRows ignored -> out.put("()");
            case Expr.Array array -> exprs(out.put("ARRAY["), array.elements()).put("]");
            case Expr.ArrayQuery array -> query(out.put("ARRAY"), array.query());
            case Expr.ListOf list -> exprs(out.put("LIST["), list.elements()).put("]");
            case Expr.ListQuery list -> query(out.put("LIST"), list.query());
            case Expr.MapOf map -> out.put("MAP[").list(map.entries(), ExprPrinter::entry).put("]");
            case Expr.MapQuery map -> query(out.put("MAP"), map.query());
        }
    }

    private static Out query(Out out, Query query) {
        return QueryPrinter.query(out.open(), query).close();
    }

    /** Fields are taken of brackets, or a name in front would be read as a table's. */
    private static Out record(Out out, Expr operand) {
        return expr(out, operand, operand instanceof Expr.FieldOf ? 0 : ATOM);
    }

    private static void subscript(Out out, Expr.Subscript subscript) {
        boolean brackets = subscript.operand() instanceof Expr.Cast || subscript.operand() instanceof Expr.Subscript;
        expr(out, subscript.operand(), brackets ? ATOM : Precedence.SIGN);
        for (Expr.Bounds bounds : subscript.bounds()) {
            out.put("[").each(bounds.lower(), ExprPrinter::expr).putIf(bounds.slice(), ":")
                    .each(bounds.upper(), ExprPrinter::expr).put("]");
        }
    }

    private static void binary(Out out, Expr.Binary binary) {
        int binding = binding(binary.operator());
        expr(out, binary.left(), binding - 1);
        operator(out.put(" "), binary.operator()).put(" ");
        expr(out, binary.right(), binding);
    }

    private static void joined(Out out, List<Expr> operands, String between, int binding) {
        for (int i = 0; i < operands.size(); i++) {
            expr(out.putIf(i > 0, between), operands.get(i), binding);
        }
    }

    private static void unary(Out out, Expr.Unary unary) {
        boolean signed = signed(unary.operator());
        operator(out, unary.operator()).putIf(!signed, " ");
        expr(out, unary.operand(), signed ? Precedence.SIGN : Precedence.OTHER);
    }

    private static Out operator(Out out, Operator operator) {
        return operator.qualifier().isEmpty() ? out.put(operator.symbol())
                : out.put("OPERATOR(").path(operator.qualifier()).put("." + operator.symbol() + ")");
    }

    private static void quantifier(Out out, Expr left, Operator operator, boolean all) {
        expr(out, left, binding(operator) - 1);
        operator(out.put(" "), operator).put(all ? " ALL " : " ANY ");
    }

    private static void like(Out out, Expr.Like like) {
        expr(out, like.operand(), Precedence.LIKE - 1);
        out.putIf(like.negated(), " NOT").put(like.caseInsensitive() ? " ILIKE " : " LIKE ");
        expr(out, like.pattern(), Precedence.LIKE);
        like.escape().ifPresent(escape -> expr(out.put(" ESCAPE "), escape, Precedence.LIKE));
    }

    private static void cases(Out out, Expr.Case cases) {
        out.put("CASE").each(cases.operand(), (o, operand) -> expr(o.put(" "), operand));
        for (Expr.When branch : cases.branches()) {
            expr(out.put(" WHEN "), branch.condition());
            expr(out.put(" THEN "), branch.result());
        }
        out.each(cases.otherwise(), (o, otherwise) -> expr(o.put(" ELSE "), otherwise)).put(" END");
    }

    static Out call(Out out, Expr.Call call) {
        var parts = call.name().parts();
        if (parts.size() == 1) {
            out.put(Identifiers.quoteFunction(parts.getFirst().value()));
        } else {
            out.path(parts.subList(0, parts.size() - 1)).put(".")
                    .put(Identifiers.quoteFunction(parts.getLast().value()));
        }
        Expr.Arguments arguments = call.arguments();
        out.put("(").putIf(arguments.star(), "*").putIf(arguments.distinct(), "DISTINCT ");
        exprs(out, arguments.list());
        orderBy(out, arguments.orderBy()).put(")");
        call.filter().ifPresent(filter -> expr(out.put(" FILTER (WHERE "), filter).put(")"));
        call.ignoreNulls().ifPresent(ignore -> out.put(ignore ? " IGNORE NULLS" : " RESPECT NULLS"));
        call.over().ifPresent(window -> window(out.put(" OVER ("), window).put(")"));
        return out;
    }

    /** {@code ORDER BY ..} with a blank before, nothing when there is none. */
    static Out orderBy(Out out, List<OrderBy> items) {
        return items.isEmpty() ? out : out.put(" ORDER BY ").list(items, ExprPrinter::orderItem);
    }

    static void orderItem(Out out, OrderBy item) {
        expr(out, item.expr()).putIf(item.descending(), " DESC")
                .each(item.nullsFirst(), (o, first) -> o.put(first ? " NULLS FIRST" : " NULLS LAST"));
    }

    private static Out window(Out out, Expr.Window window) {
        boolean partitioned = !window.partitionBy().isEmpty();
        if (partitioned) {
            exprs(out.put("PARTITION BY "), window.partitionBy());
        }
        if (!window.orderBy().isEmpty()) {
            out.put(partitioned ? " ORDER BY " : "ORDER BY ").list(window.orderBy(), ExprPrinter::orderItem);
        }
        window.frame().ifPresent(frame -> {
            out.putIf(partitioned || !window.orderBy().isEmpty(), " ").put(frame.unit().name()).put(" BETWEEN ");
            bound(out, frame.start());
            bound(out.put(" AND "), frame.end());
        });
        return out;
    }

    private static void bound(Out out, FrameBound bound) {
        switch (bound) {
            case FrameBound.UnboundedPreceding ignored -> out.put("UNBOUNDED PRECEDING");
            case FrameBound.Preceding preceding -> expr(out, preceding.offset(), Precedence.AND).put(" PRECEDING");
            case FrameBound.CurrentRow ignored -> out.put("CURRENT ROW");
            case FrameBound.Following following -> expr(out, following.offset(), Precedence.AND).put(" FOLLOWING");
            case FrameBound.UnboundedFollowing ignored -> out.put("UNBOUNDED FOLLOWING");
        }
    }

    private static void entry(Out out, Expr.Entry entry) {
        expr(out, entry.key());
        expr(out.put(" => "), entry.value());
    }
}
