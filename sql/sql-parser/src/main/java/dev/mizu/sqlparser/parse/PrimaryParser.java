package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.TypeName;
import dev.mizu.sqlparser.lex.Identifiers;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Operands: literals, names, calls, constructors, brackets. */
final class PrimaryParser {
    private PrimaryParser() {}

    static Expr primary(Cursor in) {
        return switch (in.kind()) {
            case NUMBER -> {
                Literal number = new Literal.Number(in.text(), in.position());
                in.advance();
                yield number;
            }
            case STRING -> {
                Literal text = new Literal.Text(in.text(), in.position());
                in.advance();
                yield text;
            }
            case PARAMETER -> parameter(in);
            case LEFT_PAREN -> brackets(in);
            case WORD -> word(in);
            case QUOTED -> named(in);
            default -> throw in.expected("an expression");
        };
    }

    private static Expr parameter(Cursor in) {
        String digits = in.text();
        if (digits.length() > 5 || Integer.parseInt(digits) > 65535) {
            throw in.error("parameter $" + digits + " is beyond $65535", in.position());
        }
        if (Integer.parseInt(digits) == 0) {
            throw in.error("parameters count from $1", in.position());
        }
        Expr parameter = new Expr.Parameter(Integer.parseInt(digits), in.position());
        in.advance();
        return parameter;
    }

    private static Expr brackets(Cursor in) {
        int position = in.position();
        return switch (FragmentParser.parenthesized(in)) {
            case FragmentParser.OfQuery(var query) -> new Expr.Subquery(query, position);
            case FragmentParser.OfExprs(var list) -> rowOrSingle(list, position);
        };
    }

    static Expr rowOrSingle(List<Expr> list, int position) {
        return list.size() == 1 ? list.getFirst() : new Expr.Row(list, position);
    }

    /** Words that are more than a name; all others are names. */
    private static Expr word(Cursor in) {
        int position = in.position();
        String word = in.text();
        TokenKind next = in.kind(1);
        return switch (word) {
            case "true", "false" -> {
                in.advance();
                yield new Literal.Bool(word.equals("true"), position);
            }
            case "null" -> {
                in.advance();
                yield new Literal.Null(position);
            }
            case "case" -> caseOf(in);
            case "cast" -> cast(in);
            case "array" -> array(in);
            case "exists" -> {
                if (next != TokenKind.LEFT_PAREN) {
                    yield named(in);
                }
                in.advance();
                yield new Expr.Exists(query(in), position);
            }
            case "list" -> list(in);
            case "map" -> map(in);
            case "row" -> {
                if (next != TokenKind.LEFT_PAREN) {
                    yield named(in);
                }
                in.advance();
                yield new Expr.Row(in.parenthesizedOrEmpty(ExprParser::expr), position);
            }
            case "default" -> {
                if (next != TokenKind.DOT && next != TokenKind.LEFT_PAREN) {
                    in.advance();
                    yield new Expr.Default(position);
                }
                yield named(in);
            }
            case "interval" -> next == TokenKind.STRING ? interval(in) : named(in);
            case "current_user", "current_role", "session_user", "current_schema", "current_catalog",
                    "current_timestamp" -> withoutBrackets(in);
            case "extract", "position", "substring", "trim", "overlay" ->
                    next == TokenKind.LEFT_PAREN ? CallParser.special(in) : named(in);
            default -> named(in);
        };
    }

    private static Expr withoutBrackets(Cursor in) {
        if (in.kind(1) == TokenKind.LEFT_PAREN || in.kind(1) == TokenKind.DOT) {
            return named(in);
        }
        Expr call = call(in.text(), List.of(), in.position());
        in.advance();
        return call;
    }

    /** A column, {@code t.*}, a call, or a type in front of a string. */
    private static Expr named(Cursor in) {
        int position = in.position();
        if (in.kind() == TokenKind.WORD) {
            if (Identifiers.reserved(in.text()) || Identifiers.RESERVED_IN_EXPRESSIONS.contains(in.text())) {
                throw in.expected("an expression");
            }
            if (typeBeforeString(in)) {
                return typed(in, position);
            }
        }
        Ident first = NameParser.ident(in);
        List<Ident> parts = in.at(TokenKind.DOT) ? NameParser.rest(in, first) : List.of(first);
        if (in.at(TokenKind.DOT)) {
            in.advance();
            in.expectOperator("*");
            return new Expr.NameWildcard(parts, position);
        }
        return switch (in.kind()) {
            case LEFT_PAREN -> CallParser.call(in, new ObjectName(parts, position));
            case STRING -> {
                TypeName type = new TypeName.Named(new ObjectName(parts, position), List.of(), position);
                yield new Expr.Cast(primary(in), type, position);
            }
            default -> new Expr.Name(parts, position);
        };
    }

    /** Built-in spellings of several tokens, then a string: {@code timestamp(3) with time zone '..'}. */
    private static boolean typeBeforeString(Cursor in) {
        return switch (in.kind(1)) {
            case STRING -> true;
            case WORD -> switch (in.text()) {
                case "timestamp", "time" -> in.at(2, "time") && in.at(3, "zone") && in.kind(4) == TokenKind.STRING;
                case "double" -> in.at(1, "precision") && in.kind(2) == TokenKind.STRING;
                case "character", "char" -> in.at(1, "varying");
                default -> false;
            };
            case LEFT_PAREN -> in.kind(2) == TokenKind.NUMBER && modifierBeforeString(in);
            default -> false;
        };
    }

    private static boolean modifierBeforeString(Cursor in) {
        int close = in.kind(3) == TokenKind.COMMA && in.kind(4) == TokenKind.NUMBER ? 5 : 3;
        if (in.kind(close) != TokenKind.RIGHT_PAREN) {
            return false;
        }
        boolean zoned = (in.at(close + 1, "with") || in.at(close + 1, "without")) && in.at(close + 2, "time")
                && in.at(close + 3, "zone");
        return in.kind(close + (zoned ? 4 : 1)) == TokenKind.STRING;
    }

    private static Expr typed(Cursor in, int position) {
        TypeName type = TypeParser.type(in);
        int at = in.position();
        Literal text = new Literal.Text(in.expectString("a string"), at);
        return new Expr.Cast(text, type, position);
    }

    private static Expr caseOf(Cursor in) {
        int position = in.position();
        in.expect("case");
        if (in.at("end")) {
            throw in.expected("WHEN");
        }
        Optional<Expr> operand = in.at("when") ? Optional.empty() : Optional.of(ExprParser.expr(in));
        List<Expr.When> branches = new ArrayList<>(4);
        do {
            in.expect("when");
            Expr condition = ExprParser.expr(in);
            in.expect("then");
            branches.add(new Expr.When(condition, ExprParser.expr(in)));
        } while (in.at("when"));
        Optional<Expr> otherwise = in.accept("else") ? Optional.of(ExprParser.expr(in)) : Optional.empty();
        in.expect("end");
        return new Expr.Case(operand, branches, otherwise, position);
    }

    private static Expr cast(Cursor in) {
        int position = in.position();
        in.expect("cast");
        in.expectLeft();
        Expr operand = ExprParser.expr(in);
        in.expect("as");
        TypeName type = TypeParser.type(in);
        in.expectRight();
        return new Expr.Cast(operand, type, position);
    }

    private static Query query(Cursor in) {
        in.expectLeft();
        in.enter();
        Query query = QueryParser.query(in);
        in.exit();
        in.expectRight();
        return query;
    }

    private static Expr array(Cursor in) {
        int position = in.position();
        in.expect("array");
        if (in.at(TokenKind.LEFT_PAREN)) {
            return new Expr.ArrayQuery(query(in), position);
        }
        return elements(in, position, Expr.Array::new);
    }

    private static Expr list(Cursor in) {
        int position = in.position();
        if (in.kind(1) == TokenKind.LEFT_PAREN) {
            in.advance();
            return new Expr.ListQuery(query(in), position);
        }
        if (in.kind(1) == TokenKind.LEFT_BRACKET) {
            in.advance();
            return elements(in, position, Expr.ListOf::new);
        }
        return named(in);
    }

    private static Expr elements(Cursor in, int position, BiFunction<List<Expr>, Integer, Expr> constructor) {
        in.expect(TokenKind.LEFT_BRACKET, "\"[\"");
        in.enter();
        List<Expr> elements = new ArrayList<>();
        while (!in.at(TokenKind.RIGHT_BRACKET)) {
            elements.add(in.at(TokenKind.LEFT_BRACKET)
                    ? elements(in, in.position(), constructor) : ExprParser.expr(in));
            if (!in.accept(TokenKind.COMMA)) {
                break;
            }
        }
        in.exit();
        in.expect(TokenKind.RIGHT_BRACKET, "\",\" or \"]\"");
        return constructor.apply(elements, position);
    }

    private static Expr map(Cursor in) {
        int position = in.position();
        if (in.kind(1) == TokenKind.LEFT_PAREN) {
            in.advance();
            return new Expr.MapQuery(query(in), position);
        }
        if (in.kind(1) == TokenKind.LEFT_BRACKET) {
            in.advance();
            return entries(in, position);
        }
        return named(in);
    }

    private static Expr entries(Cursor in, int position) {
        in.expect(TokenKind.LEFT_BRACKET, "\"[\"");
        in.enter();
        List<Expr.Entry> entries = new ArrayList<>();
        while (!in.at(TokenKind.RIGHT_BRACKET)) {
            Expr key = ExprParser.expr(in);
            in.expect(TokenKind.ARROW, "\"=>\"");
            entries.add(new Expr.Entry(key, in.at(TokenKind.LEFT_BRACKET)
                    ? entries(in, in.position()) : ExprParser.expr(in)));
            if (!in.accept(TokenKind.COMMA)) {
                break;
            }
        }
        in.exit();
        in.expect(TokenKind.RIGHT_BRACKET, "\",\" or \"]\"");
        return new Expr.MapOf(entries, position);
    }

    /** {@code INTERVAL 'text' [field [TO field] [(precision)]]}. */
    static Literal.Interval interval(Cursor in) {
        in.expect("interval");
        int position = in.position();
        String text = in.expectString("an interval's text");
        Optional<Literal.Field> from = field(in);
        Optional<Integer> precision = from.isPresent() ? precision(in) : Optional.empty();
        Optional<Literal.Field> to = Optional.empty();
        if (from.isPresent() && precision.isEmpty() && in.accept("to")) {
            int at = in.position();
            to = Optional.of(field(in).orElseThrow(() -> in.expected("an interval field")));
            if (to.get().compareTo(from.get()) <= 0) {
                throw in.error("interval field " + to.get() + " is not smaller than " + from.get(), at);
            }
            precision = precision(in);
        }
        return new Literal.Interval(text, from, to, precision, position);
    }

    private static Optional<Integer> precision(Cursor in) {
        if (in.kind() != TokenKind.LEFT_PAREN || in.kind(1) != TokenKind.NUMBER) {
            return Optional.empty();
        }
        in.advance();
        int at = in.position();
        long digits = in.expectInteger("a precision");
        if (digits > 6) {
            throw in.error("interval precision must be between 0 and 6", at);
        }
        in.expectRight();
        return Optional.of((int) digits);
    }

    private static Optional<Literal.Field> field(Cursor in) {
        Optional<Literal.Field> field = in.kind() != TokenKind.WORD ? Optional.empty() : switch (in.text()) {
            case "year", "years" -> Optional.of(Literal.Field.YEAR);
            case "month", "months" -> Optional.of(Literal.Field.MONTH);
            case "day", "days" -> Optional.of(Literal.Field.DAY);
            case "hour", "hours" -> Optional.of(Literal.Field.HOUR);
            case "minute", "minutes" -> Optional.of(Literal.Field.MINUTE);
            case "second", "seconds" -> Optional.of(Literal.Field.SECOND);
            default -> Optional.empty();
        };
        if (field.isPresent()) {
            in.advance();
        }
        return field;
    }

    /** A call of a function of ours. */
    static Expr.Call call(String name, List<Expr> arguments, int position) {
        return new Expr.Call(ExprParser.builtin(name, position), Expr.Arguments.of(arguments), Optional.empty(),
                Optional.empty(), Optional.empty(), position);
    }
}
