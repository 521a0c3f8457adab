package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Expr.Operator;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.lex.Precedence;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Expressions by precedence climbing: what comes after an operand. Operands are {@link PrimaryParser}'s. */
public final class ExprParser {
    private ExprParser() {}

    /** A whole expression. */
    public static Expr expr(Cursor in) {
        return expr(in, 0);
    }

    /** An expression whose operators all bind tighter than {@code floor}. */
    static Expr expr(Cursor in, int floor) {
        int before = in.height();
        in.height(0);
        in.enter();
        Expr operand = prefix(in);
        Expr result = infixes(in, operand, floor);
        in.exit();
        in.height(Math.max(before, in.height()));
        return result;
    }

    /** Goes on after an operand that is already there. */
    static Expr continued(Cursor in, Expr operand) {
        return infixes(in, operand, 0);
    }

    private static Expr infixes(Cursor in, Expr operand, int floor) {
        Expr left = operand;
        in.height(in.height() + 1);
        for (int binding = binding(in); binding > floor; binding = binding(in)) {
            left = infix(in, left, binding);
            in.height(in.height() + 1);
        }
        return left;
    }

    private static Expr prefix(Cursor in) {
        int position = in.position();
        if (in.accept("not")) {
            return new Expr.Not(expr(in, Precedence.NOT), position);
        }
        if (in.kind() == TokenKind.OPERATOR) {
            if (infixOnly(in.text())) {
                throw in.expected("an expression");
            }
            Operator operator = symbol(in);
            boolean sign = operator.symbol().equals("-") || operator.symbol().equals("+");
            Expr operand = expr(in, sign ? Precedence.SIGN : Precedence.OTHER);
            if (operand instanceof Literal.Number number && operator.symbol().equals("-")
                    && !number.text().startsWith("-")) {
                return new Literal.Number("-" + number.text(), position);
            }
            return new Expr.Unary(operator, operand, position);
        }
        if (in.at("operator") && in.kind(1) == TokenKind.LEFT_PAREN) {
            return new Expr.Unary(qualified(in), expr(in, Precedence.OTHER), position);
        }
        return PrimaryParser.primary(in);
    }

    private static boolean infixOnly(String symbol) {
        int binding = Precedence.ofSymbol(symbol);
        return binding == Precedence.COMPARISON || binding == Precedence.MULTIPLICATION;
    }

    private static Operator symbol(Cursor in) {
        Operator operator = new Operator(List.of(), in.text(), in.position());
        in.advance();
        return operator;
    }

    /** {@code OPERATOR(schema.symbol)}. */
    private static Operator qualified(Cursor in) {
        int position = in.position();
        in.expect("operator");
        in.expectLeft();
        List<Ident> schema = new ArrayList<>();
        while (in.kind() != TokenKind.OPERATOR) {
            schema.add(NameParser.ident(in, "an operator"));
            in.expect(TokenKind.DOT, "\".\"");
        }
        String symbol = in.text();
        in.advance();
        in.expectRight();
        return new Operator(schema, symbol, position);
    }

    private static Expr infix(Cursor in, Expr left, int binding) {
        return switch (in.kind()) {
            case OPERATOR -> afterOperator(in, left, symbol(in), binding);
            case DOUBLE_COLON -> {
                in.advance();
                yield new Expr.Cast(left, TypeParser.type(in), left.position());
            }
            case LEFT_BRACKET -> subscript(in, left);
            case DOT -> field(in, left);
            default -> word(in, left, binding);
        };
    }

    private static Expr word(Cursor in, Expr left, int binding) {
        int position = left.position();
        switch (in.text()) {
            case "or" -> {
                return new Expr.Or(chain(in, left, "or", binding), position);
            }
            case "and" -> {
                return new Expr.And(chain(in, left, "and", binding), position);
            }
            case "operator" -> {
                return afterOperator(in, left, qualified(in), binding);
            }
            case "is" -> {
                in.advance();
                return is(in, left);
            }
            case "isnull", "notnull" -> {
                boolean negated = in.text().equals("notnull");
                in.advance();
                return new Expr.Is(left, Expr.Truth.NULL, negated, position);
            }
            case "collate" -> {
                in.advance();
                return new Expr.Collate(left, NameParser.name(in, "a collation"), position);
            }
            case "at" -> {
                in.expect("at", "time", "zone");
                Expr zone = expr(in, Precedence.COLLATE);
                return PrimaryParser.call("timezone", List.of(zone, left), position);
            }
            default -> {
                boolean negated = in.accept("not");
                return predicate(in, left, negated);
            }
        }
    }

    /** Operands of a run of ANDs or ORs become one list, so that a long condition is not a deep tree. */
    private static List<Expr> chain(Cursor in, Expr first, String word, int binding) {
        List<Expr> operands = new ArrayList<>(4);
        operands.add(first);
        while (in.accept(word)) {
            operands.add(expr(in, binding));
        }
        return operands;
    }

    private static Expr afterOperator(Cursor in, Expr left, Operator operator, int binding) {
        if (quantifier(in)) {
            boolean all = in.at("all");
            in.advance();
            return quantified(in, left, operator, all);
        }
        Expr right = expr(in, binding);
        return new Expr.Binary(operator, left, right, left.position());
    }

    private static boolean quantifier(Cursor in) {
        return in.kind(1) == TokenKind.LEFT_PAREN && (in.at("any") || in.at("some") || in.at("all"));
    }

    private static Expr quantified(Cursor in, Expr left, Operator operator, boolean all) {
        return switch (FragmentParser.parenthesized(in)) {
            case FragmentParser.OfQuery(var query) ->
                    new Expr.QuantifiedQuery(left, operator, all, query, left.position());
            case FragmentParser.OfExprs(var list) -> {
                if (list.size() != 1) {
                    throw in.error("expected one expression after " + (all ? "ALL" : "ANY"), list.get(1).position());
                }
                yield new Expr.Quantified(left, operator, all, list.getFirst(), left.position());
            }
        };
    }

    private static Expr is(Cursor in, Expr left) {
        int position = left.position();
        boolean negated = in.accept("not");
        if (in.accept("null")) {
            return new Expr.Is(left, Expr.Truth.NULL, negated, position);
        }
        if (in.accept("true")) {
            return new Expr.Is(left, Expr.Truth.TRUE, negated, position);
        }
        if (in.accept("false")) {
            return new Expr.Is(left, Expr.Truth.FALSE, negated, position);
        }
        if (in.accept("unknown")) {
            return new Expr.Is(left, Expr.Truth.UNKNOWN, negated, position);
        }
        if (in.acceptWords("distinct", "from")) {
            return new Expr.IsDistinctFrom(left, expr(in, Precedence.IS), negated, position);
        }
        throw in.expected("NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM");
    }

    private static Expr predicate(Cursor in, Expr left, boolean negated) {
        int position = left.position();
        int start = in.position();
        if (in.accept("in")) {
            return switch (FragmentParser.parenthesized(in)) {
                case FragmentParser.OfQuery(var query) -> new Expr.InQuery(left, query, negated, position);
                case FragmentParser.OfExprs(var list) -> new Expr.InList(left, list, negated, position);
            };
        }
        if (in.accept("between")) {
            boolean symmetric = in.accept("symmetric");
            if (!symmetric) {
                in.accept("asymmetric");
            }
            Expr low = expr(in, Precedence.LIKE);
            in.expect("and");
            Expr high = expr(in, Precedence.LIKE);
            return new Expr.Between(left, low, high, symmetric, negated, position);
        }
        if (in.at("similar")) {
            throw in.unsupported("SIMILAR TO", start);
        }
        if (in.at("overlaps")) {
            throw in.unsupported("OVERLAPS", start);
        }
        boolean caseInsensitive = in.accept("ilike");
        if (!caseInsensitive) {
            in.expect("like");
        }
        if (quantifier(in)) {
            String symbol = (negated ? "!" : "") + "~~" + (caseInsensitive ? "*" : "");
            return afterOperator(in, left, new Operator(List.of(), symbol, start), Precedence.LIKE);
        }
        Expr pattern = expr(in, Precedence.LIKE);
        Optional<Expr> escape =
                in.accept("escape") ? Optional.of(expr(in, Precedence.LIKE)) : Optional.empty();
        return new Expr.Like(left, pattern, escape, caseInsensitive, negated, position);
    }

    private static Expr subscript(Cursor in, Expr left) {
        List<Expr.Bounds> bounds = new ArrayList<>(1);
        while (in.accept(TokenKind.LEFT_BRACKET)) {
            do {
                bounds.add(bounds(in));
            } while (in.accept(TokenKind.COMMA));
            in.expect(TokenKind.RIGHT_BRACKET, "\"]\"");
        }
        return new Expr.Subscript(left, bounds, left.position());
    }

    private static Expr.Bounds bounds(Cursor in) {
        Optional<Expr> lower = in.at(TokenKind.COLON) ? Optional.empty() : Optional.of(expr(in));
        if (!in.accept(TokenKind.COLON)) {
            return new Expr.Bounds(lower, Optional.empty(), false);
        }
        boolean open = in.at(TokenKind.RIGHT_BRACKET) || in.at(TokenKind.COMMA);
        return new Expr.Bounds(lower, open ? Optional.empty() : Optional.of(expr(in)), true);
    }

    private static Expr field(Cursor in, Expr left) {
        in.advance();
        if (in.acceptOperator("*")) {
            return new Expr.WildcardOf(left, left.position());
        }
        if (!in.at(TokenKind.WORD) && !in.at(TokenKind.QUOTED)) {
            throw in.expected("a field name");
        }
        var field = new Ident(in.text(), in.position());
        in.advance();
        return new Expr.FieldOf(left, field, left.position());
    }

    /** A name that is one word of ours. */
    static ObjectName builtin(String name, int position) {
        return new ObjectName(List.of(new Ident(name, position)), position);
    }

    /** The binding of what follows an operand, 0 when that is no infix or postfix operator. */
    private static int binding(Cursor in) {
        return switch (in.kind()) {
            case OPERATOR -> Precedence.ofSymbol(in.text());
            case DOUBLE_COLON, LEFT_BRACKET, DOT -> Precedence.POSTFIX;
            case WORD -> ofWord(in);
            default -> 0;
        };
    }

    private static int ofWord(Cursor in) {
        return switch (in.text()) {
            case "or" -> Precedence.OR;
            case "and" -> Precedence.AND;
            case "is", "isnull", "notnull" -> Precedence.IS;
            case "like", "ilike", "between" -> Precedence.LIKE;
            case "in", "overlaps" -> in.kind(1) == TokenKind.LEFT_PAREN ? Precedence.LIKE : 0;
            case "similar" -> in.at(1, "to") ? Precedence.LIKE : 0;
            case "not" -> negatable(in) ? Precedence.LIKE : 0;
            case "collate" -> Precedence.COLLATE;
            case "at" -> in.at(1, "time") && in.at(2, "zone") ? Precedence.COLLATE : 0;
            case "operator" -> in.kind(1) == TokenKind.LEFT_PAREN ? Precedence.OTHER : 0;
            default -> 0;
        };
    }

    private static boolean negatable(Cursor in) {
        if (in.kind(1) != TokenKind.WORD) {
            return false;
        }
        return switch (in.text(1)) {
            case "in", "like", "ilike", "between", "similar" -> true;
            default -> false;
        };
    }
}
