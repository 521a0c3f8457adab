package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.OptionValue.Broker;
import dev.mizu.sqlparser.ast.OptionValue.Refresh;
import dev.mizu.sqlparser.ast.OptionValue.Schedule;
import dev.mizu.sqlparser.ast.OptionValue.Sequence;
import dev.mizu.sqlparser.ast.OptionValue.Tunnel;
import dev.mizu.sqlparser.lex.TokenKind;
import dev.mizu.sqlparser.parse.OptionNames.OptionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of options: {@code NAME [=] value, ..}. */
final class OptionParser {
    private OptionParser() {}

    /** {@code (option, ..)} or {@code ()}. */
    static List<Option> list(Cursor in, List<OptionName> known) {
        in.expectLeft();
        if (in.accept(TokenKind.RIGHT_PAREN)) {
            return List.of();
        }
        List<Option> options = bare(in, known);
        in.expectRight();
        return options;
    }

    /** {@code WITH (option, ..)}, if it is there. */
    static List<Option> withIfAny(Cursor in, List<OptionName> known) {
        if (in.at("with") && in.kind(1) == TokenKind.LEFT_PAREN) {
            in.advance();
            return list(in, known);
        }
        return List.of();
    }

    /** {@code option, ..} without brackets. */
    static List<Option> bare(Cursor in, List<OptionName> known) {
        List<Option> options = new ArrayList<>(4);
        do {
            int position = in.position();
            OptionName name = name(in, known);
            boolean again = options.stream().anyMatch(option -> option.name().equals(name.canonical()));
            if (again && !name.repeatable()) {
                throw in.error(name.canonical() + " specified more than once", position);
            }
            options.add(new Option(name.canonical(), value(in, name.shape()), position));
        } while (in.accept(TokenKind.COMMA));
        return options;
    }

    /** {@code (NAME, ..)}: names alone. */
    static List<String> names(Cursor in, List<OptionName> known) {
        return in.parenthesized(cursor -> name(cursor, known).canonical());
    }

    /** The longest known name that the next words spell. */
    static OptionName name(Cursor in, List<OptionName> known) {
        for (OptionName candidate : known) {
            if (spelled(in, candidate.words())) {
                for (int i = 0; i < candidate.words().size(); i++) {
                    in.advance();
                }
                return candidate;
            }
        }
        throw in.expected(known.size() > 6 ? "an option's name"
                : String.join(" or ", known.stream().map(OptionName::canonical).toList()));
    }

    private static boolean spelled(Cursor in, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            boolean same = in.kind(i) == TokenKind.WORD || in.kind(i) == TokenKind.NUMBER;
            if (!same || !in.text(i).equals(words.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<OptionValue> value(Cursor in, OptionNames.Shape shape) {
        if (shape == OptionNames.Shape.DOC_ON) {
            return Optional.of(docOn(in));
        }
        boolean equals = in.acceptOperator("=");
        if (!equals && ends(in)) {
            if (shape == OptionNames.Shape.PLAIN) {
                return Optional.empty();
            }
            throw in.expected("a value");
        }
        int position = in.position();
        return Optional.of(switch (shape) {
            case PLAIN -> plain(in);
            case RETENTION -> in.accept("for") ? new OptionValue.For(plain(in), position) : plain(in);
            case EXPRESSION -> {
                Expr expr = ExprParser.expr(in);
                yield new OptionValue.Expression(expr, position);
            }
            case COLUMN -> {
                ObjectName column = new ObjectName(List.of(NameParser.ident(in, "a column name")), position);
                yield new OptionValue.Name(column, position);
            }
            case BROKER -> broker(in);
            case BROKERS -> brokers(in);
            case PRIVATELINK -> privatelink(in, position);
            case TUNNEL -> new Tunnel.Ssh(NameParser.name(in, "a connection's name"), position);
            case REPLICAS -> groups(in, OptionNames.REPLICA);
            case RULES -> groups(in, OptionNames.RULE);
            case SCHEDULE -> schedule(in);
            case REFRESH -> refresh(in);
            case WAIT -> waiting(in);
            case DOC_ON -> docOn(in);
        });
    }

    private static boolean ends(Cursor in) {
        return switch (in.kind()) {
            case COMMA, RIGHT_PAREN, SEMICOLON, END -> true;
            case WORD -> in.at("with") || in.at("features") && in.kind(1) == TokenKind.LEFT_PAREN;
            default -> false;
        };
    }

    /** A literal, name, secret, sequence or map. */
    static OptionValue plain(Cursor in) {
        in.enter();
        OptionValue value = plainInside(in);
        in.exit();
        return value;
    }

    private static OptionValue plainInside(Cursor in) {
        int position = in.position();
        if (in.at("secret") && (NameParser.atIdent(in, 1) || in.kind(1) == TokenKind.LEFT_BRACKET)) {
            in.advance();
            return new OptionValue.Secret(NameParser.name(in, "a secret's name"), position);
        }
        if (in.at("map") && in.kind(1) == TokenKind.LEFT_BRACKET) {
            return mapping(in, position);
        }
        if (in.at(TokenKind.LEFT_PAREN)) {
            return new Sequence(in.parenthesizedOrEmpty(OptionParser::plain), position);
        }
        if (in.at(TokenKind.LEFT_BRACKET) && !in.at(2, "as")) {
            return sequenceInBrackets(in, position);
        }
        Optional<Literal> literal = literal(in);
        return literal.isPresent() ? new OptionValue.Constant(literal.get(), position)
                : new OptionValue.Name(NameParser.name(in, "a value"), position);
    }

    private static OptionValue sequenceInBrackets(Cursor in, int position) {
        in.expect(TokenKind.LEFT_BRACKET, "\"[\"");
        List<OptionValue> values = in.at(TokenKind.RIGHT_BRACKET) ? List.of() : in.commaList(OptionParser::plain);
        in.expect(TokenKind.RIGHT_BRACKET, "\"]\"");
        return new Sequence(values, position);
    }

    private static OptionValue mapping(Cursor in, int position) {
        in.expect("map");
        in.expect(TokenKind.LEFT_BRACKET, "\"[\"");
        List<OptionValue.Entry> entries = in.at(TokenKind.RIGHT_BRACKET) ? List.of() : in.commaList(cursor -> {
            String key = cursor.expectString("a key in quotes");
            cursor.expect(TokenKind.ARROW, "\"=>\"");
            return new OptionValue.Entry(key, plain(cursor));
        });
        in.expect(TokenKind.RIGHT_BRACKET, "\"]\"");
        return new OptionValue.Mapping(entries, position);
    }

    /** A literal if one is here; a minus may lead a number. */
    static Optional<Literal> literal(Cursor in) {
        int position = in.position();
        boolean negative = in.atOperator("-") && in.kind(1) == TokenKind.NUMBER;
        if (negative) {
            in.advance();
        }
        if (in.at("interval") && in.kind(1) == TokenKind.STRING) {
            return Optional.of(PrimaryParser.interval(in));
        }
        Optional<Literal> literal = switch (in.kind()) {
            case STRING -> Optional.of(new Literal.Text(in.text(), position));
            case NUMBER -> Optional.of(new Literal.Number((negative ? "-" : "") + in.text(), position));
            case WORD -> switch (in.text()) {
                case "true" -> Optional.of(new Literal.Bool(true, position));
                case "false" -> Optional.of(new Literal.Bool(false, position));
                case "null" -> Optional.of(new Literal.Null(position));
                default -> Optional.empty();
            };
            default -> Optional.empty();
        };
        if (literal.isPresent()) {
            in.advance();
        }
        return literal;
    }

    private static OptionValue broker(Cursor in) {
        int position = in.position();
        String address = in.expectString("a broker's address");
        if (!in.accept("using")) {
            return new Broker(address, Optional.empty(), position);
        }
        int tunnelPosition = in.position();
        if (in.acceptWords("aws", "privatelink")) {
            return new Broker(address, Optional.of(privatelink(in, tunnelPosition)), position);
        }
        if (!in.acceptWords("ssh", "tunnel")) {
            throw in.expected("AWS PRIVATELINK or SSH TUNNEL");
        }
        Tunnel ssh = new Tunnel.Ssh(NameParser.name(in, "a connection's name"), tunnelPosition);
        return new Broker(address, Optional.of(ssh), position);
    }

    private static OptionValue brokers(Cursor in) {
        int position = in.position();
        if (in.at(TokenKind.LEFT_PAREN)) {
            return new Sequence(in.parenthesizedOrEmpty(OptionParser::broker), position);
        }
        if (!in.accept(TokenKind.LEFT_BRACKET)) {
            return new Sequence(List.of(broker(in)), position);
        }
        List<OptionValue> values = in.at(TokenKind.RIGHT_BRACKET) ? List.of() : in.commaList(OptionParser::broker);
        in.expect(TokenKind.RIGHT_BRACKET, "\"]\"");
        return new Sequence(values, position);
    }

    private static Tunnel privatelink(Cursor in, int position) {
        ObjectName connection = NameParser.name(in, "a connection's name");
        List<Option> options = in.at(TokenKind.LEFT_PAREN) ? list(in, OptionNames.PRIVATELINK) : List.of();
        return new Tunnel.AwsPrivatelink(connection, options, position);
    }

    private static OptionValue groups(Cursor in, List<OptionName> known) {
        int position = in.position();
        return new Sequence(in.parenthesizedOrEmpty(cursor -> {
            int start = cursor.position();
            Ident name = NameParser.ident(cursor);
            return new OptionValue.Group(name, list(cursor, known), start);
        }), position);
    }

    private static OptionValue schedule(Cursor in) {
        int position = in.position();
        if (in.accept("manual")) {
            return new Schedule.Manual(position);
        }
        if (!in.acceptWords("on", "refresh")) {
            throw in.expected("MANUAL or ON REFRESH");
        }
        List<Option> options = in.at(TokenKind.LEFT_PAREN) ? list(in, OptionNames.ON_REFRESH) : List.of();
        return new Schedule.OnRefresh(options, position);
    }

    private static OptionValue refresh(Cursor in) {
        int position = in.position();
        if (in.acceptWords("on", "commit")) {
            return new Refresh.OnCommit(position);
        }
        if (in.accept("at")) {
            return in.accept("creation") ? new Refresh.AtCreation(position)
                    : new Refresh.At(ExprParser.expr(in), position);
        }
        if (!in.accept("every")) {
            throw in.expected("ON COMMIT, AT or EVERY");
        }
        int start = in.position();
        Literal.Interval interval = in.at("interval") ? PrimaryParser.interval(in)
                : new Literal.Interval(in.expectString("an interval"), Optional.empty(), Optional.empty(),
                        Optional.empty(), start);
        Optional<Expr> aligned = in.acceptWords("aligned", "to") ? Optional.of(ExprParser.expr(in)) : Optional.empty();
        return new Refresh.Every(interval, aligned, position);
    }

    private static OptionValue waiting(Cursor in) {
        int position = in.position();
        if (in.accept("for")) {
            return new OptionValue.For(plain(in), position);
        }
        if (!in.acceptWords("until", "ready")) {
            throw in.expected("FOR or UNTIL READY");
        }
        in.acceptOperator("=");
        return new OptionValue.UntilReady(list(in, OptionNames.UNTIL_READY), position);
    }

    private static OptionValue docOn(Cursor in) {
        int position = in.position();
        ObjectName target = NameParser.name(in, "a name");
        in.acceptOperator("=");
        return new OptionValue.DocOn(target, plain(in), position);
    }
}
