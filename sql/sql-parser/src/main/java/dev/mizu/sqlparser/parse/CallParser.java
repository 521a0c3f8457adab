package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Expr.Arguments;
import dev.mizu.sqlparser.ast.Expr.FrameBound;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.lex.Precedence;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Function calls with all that may follow their brackets, and the calls that SQL spells with words inside. */
final class CallParser {
    private CallParser() {}

    /** Starts at the opening bracket. */
    static Expr.Call call(Cursor in, ObjectName name) {
        in.expectLeft();
        Arguments arguments = arguments(in);
        in.expectRight();
        if (in.atWords("within", "group")) {
            throw in.unsupported("WITHIN GROUP");
        }
        Optional<Expr> filter = Optional.empty();
        if (in.at("filter") && in.kind(1) == TokenKind.LEFT_PAREN) {
            in.advance();
            in.expectLeft();
            in.expect("where");
            filter = Optional.of(ExprParser.expr(in));
            in.expectRight();
        }
        return new Expr.Call(name, arguments, filter, nullTreatment(in), over(in), name.position());
    }

    private static Arguments arguments(Cursor in) {
        if (in.at(TokenKind.RIGHT_PAREN)) {
            return Arguments.NONE;
        }
        if (in.atOperator("*") && in.kind(1) == TokenKind.RIGHT_PAREN) {
            in.advance();
            return Arguments.STAR;
        }
        boolean distinct = in.accept("distinct");
        if (!distinct) {
            in.accept("all");
        }
        List<Expr> list = in.commaList(CallParser::argument);
        List<OrderBy> orderBy = in.acceptWords("order", "by") ? QueryParser.orderByItems(in) : List.of();
        return new Arguments(false, distinct, list, orderBy);
    }

    private static Expr argument(Cursor in) {
        if (in.at("variadic") && in.kind(1) != TokenKind.COMMA && in.kind(1) != TokenKind.RIGHT_PAREN
                && in.kind(1) != TokenKind.OPERATOR && in.kind(1) != TokenKind.DOT) {
            throw in.unsupported("VARIADIC argument");
        }
        if (in.kind(1) == TokenKind.ARROW && NameParser.atIdent(in)) {
            throw in.unsupported("a named argument");
        }
        return ExprParser.expr(in);
    }

    private static Optional<Boolean> nullTreatment(Cursor in) {
        Optional<Boolean> treatment = Optional.empty();
        while (in.at(1, "nulls") && (in.at("ignore") || in.at("respect"))) {
            boolean ignore = in.at("ignore");
            if (treatment.isPresent()) {
                throw in.error("IGNORE NULLS and RESPECT NULLS may be given once", in.position());
            }
            treatment = Optional.of(ignore);
            in.advance();
            in.advance();
        }
        return treatment;
    }

    private static Optional<Expr.Window> over(Cursor in) {
        if (!in.at("over")) {
            return Optional.empty();
        }
        if (in.kind(1) != TokenKind.LEFT_PAREN) {
            if (NameParser.atIdent(in, 1)) {
                throw in.unsupported("a named window");
            }
            return Optional.empty();
        }
        in.advance();
        int position = in.position();
        in.expectLeft();
        List<Expr> partitionBy = in.acceptWords("partition", "by") ? in.commaList(ExprParser::expr) : List.of();
        List<OrderBy> orderBy = in.acceptWords("order", "by") ? QueryParser.orderByItems(in) : List.of();
        Optional<Expr.Frame> frame = in.at(TokenKind.RIGHT_PAREN) ? Optional.empty() : Optional.of(frame(in));
        in.expectRight();
        return Optional.of(new Expr.Window(partitionBy, orderBy, frame, position));
    }

    private static Expr.Frame frame(Cursor in) {
        int position = in.position();
        Expr.FrameUnit unit = frameUnit(in);
        FrameBound start;
        FrameBound end = new FrameBound.CurrentRow();
        if (in.accept("between")) {
            start = bound(in);
            in.expect("and");
            end = bound(in);
        } else {
            start = bound(in);
        }
        if (in.at("exclude")) {
            throw in.unsupported("EXCLUDE in a window frame");
        }
        return new Expr.Frame(unit, start, end, position);
    }

    private static Expr.FrameUnit frameUnit(Cursor in) {
        if (in.accept("rows")) {
            return Expr.FrameUnit.ROWS;
        }
        if (in.accept("range")) {
            return Expr.FrameUnit.RANGE;
        }
        if (!in.accept("groups")) {
            throw in.expected("PARTITION BY, ORDER BY, ROWS, RANGE, GROUPS or \")\"");
        }
        return Expr.FrameUnit.GROUPS;
    }

    private static FrameBound bound(Cursor in) {
        if (in.acceptWords("current", "row")) {
            return new FrameBound.CurrentRow();
        }
        if (in.accept("unbounded")) {
            if (in.accept("preceding")) {
                return new FrameBound.UnboundedPreceding();
            }
            in.expect("following");
            return new FrameBound.UnboundedFollowing();
        }
        Expr offset = ExprParser.expr(in, Precedence.AND);
        if (in.accept("preceding")) {
            return new FrameBound.Preceding(offset);
        }
        if (!in.accept("following")) {
            throw in.expected("PRECEDING or FOLLOWING");
        }
        return new FrameBound.Following(offset);
    }

    /**
     * {@code EXTRACT}, {@code POSITION}, {@code SUBSTRING}, {@code TRIM}, {@code OVERLAY} in either spelling: words
     * between the arguments, or commas. At the function's name with a bracket behind it.
     */
    static Expr special(Cursor in) {
        int position = in.position();
        String name = in.text();
        in.advance();
        in.expectLeft();
        if (name.equals("trim")) {
            name = trimmer(in);
        }
        List<Expr> arguments = in.at(TokenKind.RIGHT_PAREN) ? List.of() : switch (name) {
            case "extract" -> extract(in);
            case "position" -> position(in);
            case "substring" -> substring(in);
            case "overlay" -> overlay(in);
            default -> trim(in);
        };
        in.expectRight();
        return PrimaryParser.call(name, arguments, position);
    }

    private static List<Expr> tail(Cursor in, Expr first) {
        List<Expr> list = new ArrayList<>(4);
        list.add(first);
        while (in.accept(TokenKind.COMMA)) {
            list.add(ExprParser.expr(in));
        }
        return list;
    }

    private static List<Expr> extract(Cursor in) {
        boolean field = in.kind() == TokenKind.WORD || in.kind() == TokenKind.STRING || in.kind() == TokenKind.QUOTED;
        if (!field || !in.at(1, "from")) {
            return tail(in, ExprParser.expr(in));
        }
        Expr unit = new Literal.Text(in.text(), in.position());
        in.advance();
        in.expect("from");
        return List.of(unit, ExprParser.expr(in));
    }

    private static List<Expr> position(Cursor in) {
        Expr part = ExprParser.expr(in, Precedence.LIKE);
        if (in.accept("in")) {
            return List.of(part, ExprParser.expr(in));
        }
        return tail(in, ExprParser.continued(in, part));
    }

    private static List<Expr> substring(Cursor in) {
        Expr text = ExprParser.expr(in);
        int at = in.position();
        if (in.accept("from")) {
            Expr start = ExprParser.expr(in);
            return in.accept("for") ? List.of(text, start, ExprParser.expr(in)) : List.of(text, start);
        }
        if (in.accept("for")) {
            Expr length = ExprParser.expr(in);
            Expr start = in.accept("from") ? ExprParser.expr(in) : new Literal.Number("1", at);
            return List.of(text, start, length);
        }
        return tail(in, text);
    }

    private static List<Expr> overlay(Cursor in) {
        Expr text = ExprParser.expr(in);
        if (!in.accept("placing")) {
            return tail(in, text);
        }
        Expr replacement = ExprParser.expr(in);
        in.expect("from");
        Expr start = ExprParser.expr(in);
        return in.accept("for")
                ? List.of(text, replacement, start, ExprParser.expr(in)) : List.of(text, replacement, start);
    }

    private static String trimmer(Cursor in) {
        if (in.kind(1) == TokenKind.COMMA || in.kind(1) == TokenKind.RIGHT_PAREN) {
            return "btrim";
        }
        if (in.accept("leading")) {
            return "ltrim";
        }
        if (in.accept("trailing")) {
            return "rtrim";
        }
        in.accept("both");
        return "btrim";
    }

    private static List<Expr> trim(Cursor in) {
        if (in.accept("from")) {
            return tail(in, ExprParser.expr(in));
        }
        Expr first = ExprParser.expr(in);
        if (in.accept("from")) {
            return List.of(ExprParser.expr(in), first);
        }
        return tail(in, first);
    }
}
