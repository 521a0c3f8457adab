package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.SessionStatement;
import dev.mizu.sqlparser.ast.SessionStatement.DiscardTarget;
import dev.mizu.sqlparser.ast.SessionStatement.FetchCount;
import dev.mizu.sqlparser.ast.SessionStatement.Setting;
import dev.mizu.sqlparser.ast.SessionStatement.SettingValue;
import dev.mizu.sqlparser.ast.SessionStatement.Severity;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.List;
import java.util.Optional;

/** Statements about variables, cursors, prepared statements. Transactions are {@link TransactionParser}'s. */
final class SessionParser {
    private SessionParser() {}

    static SessionStatement session(Cursor in) {
        int position = in.position();
        String word = in.text();
        in.advance();
        return switch (word) {
            case "set" -> set(in, position);
            case "reset" -> {
                yield in.accept("all") ? new SessionStatement.ResetAll(position)
                        : new SessionStatement.ResetVariable(variable(in), position);
            }
            case "declare" -> declare(in, position);
            case "fetch" -> fetch(in, position);
            case "close" -> {
                if (in.at("all")) {
                    throw in.unsupported("CLOSE ALL", position);
                }
                yield new SessionStatement.Close(NameParser.ident(in, "a cursor's name"), position);
            }
            case "prepare" -> prepare(in, position);
            case "execute" -> execute(in, position);
            case "deallocate" -> {
                in.accept("prepare");
                yield new SessionStatement.Deallocate(in.accept("all") ? Optional.empty()
                        : Optional.of(NameParser.ident(in, "a statement's name or ALL")), position);
            }
            case "discard" -> new SessionStatement.Discard(discardTarget(in), position);
            case "raise" -> new SessionStatement.Raise(severity(in), position);
            default -> {
                in.expect("connection");
                yield new SessionStatement.ValidateConnection(NameParser.name(in), position);
            }
        };
    }

    private static SessionStatement set(Cursor in, int position) {
        if (in.at("transaction") && !(in.kind(1) == TokenKind.OPERATOR) && !in.at(1, "to")) {
            in.advance();
            return TransactionParser.set(in, false, position);
        }
        if (in.acceptWords("session", "characteristics", "as", "transaction")) {
            return TransactionParser.set(in, true, position);
        }
        boolean scoped = in.kind(1) != TokenKind.OPERATOR && !in.at(1, "to");
        boolean local = scoped && in.accept("local");
        if (scoped && !local) {
            in.accept("session");
        }
        if (in.at("role") || in.atWords("authorization")) {
            throw in.unsupported(in.at("role") ? "SET ROLE" : "SET SESSION AUTHORIZATION", position);
        }
        if (in.at("constraints")) {
            throw in.unsupported("SET CONSTRAINTS", position);
        }
        Ident variable = variable(in);
        return new SessionStatement.SetVariable(local, variable, setting(in, variable), position);
    }

    /** A variable's name; TIME ZONE, NAMES and SCHEMA are names of others. */
    static Ident variable(Cursor in) {
        int position = in.position();
        if (in.acceptWords("time", "zone")) {
            return new Ident("timezone", position);
        }
        if (in.acceptWords("transaction", "isolation", "level")) {
            return new Ident("transaction_isolation", position);
        }
        if (in.accept("names")) {
            return new Ident("client_encoding", position);
        }
        if (in.accept("schema")) {
            return new Ident("search_path", position);
        }
        return NameParser.ident(in, "a variable's name");
    }

    /** {@code TO | = value, ..}; the two-word names need neither. */
    static Setting setting(Cursor in, Ident variable) {
        boolean joined = in.accept("to") || in.acceptOperator("=");
        boolean mayStandAlone = switch (variable.value()) {
            case "timezone", "client_encoding", "search_path" -> true;
            default -> false;
        };
        if (!joined && !mayStandAlone) {
            throw in.expected("TO or \"=\"");
        }
        if (in.accept("default") || !joined && in.accept("local")) {
            return new Setting.Default();
        }
        return new Setting.Values(in.commaList(SessionParser::settingValue));
    }

    private static SettingValue settingValue(Cursor in) {
        Optional<Literal> literal = OptionParser.literal(in);
        if (literal.isPresent()) {
            return new SettingValue.Constant(literal.get());
        }
        if (in.at(TokenKind.WORD) || in.at(TokenKind.QUOTED)) {
            Ident word = new Ident(in.text(), in.position());
            in.advance();
            return new SettingValue.Word(word);
        }
        throw in.expected("a value");
    }

    private static SessionStatement declare(Cursor in, int position) {
        Ident name = NameParser.ident(in, "a cursor's name");
        if (in.at("binary") || in.at("insensitive") || in.at("scroll") || in.at("no")) {
            throw in.unsupported("DECLARE " + Cursor.upper(in.text()));
        }
        in.expect("cursor");
        in.acceptWords("without", "hold");
        in.expect("for");
        int start = in.position();
        Statement statement = StatementParser.statement(in);
        if (statement instanceof SessionStatement) {
            throw in.error("a cursor is over a statement that returns rows", start);
        }
        return new SessionStatement.Declare(name, statement, position);
    }

    private static SessionStatement fetch(Cursor in, int position) {
        in.accept("forward");
        FetchCount count = new FetchCount.One();
        if (in.at(TokenKind.NUMBER)) {
            count = new FetchCount.Rows(in.expectInteger("a number of rows"));
        } else if (in.at("all") && (in.at(1, "from") || NameParser.atIdent(in, 1))) {
            in.advance();
            count = new FetchCount.All();
        }
        in.accept("from");
        Ident name = NameParser.ident(in, "a cursor's name");
        List<Option> options = OptionParser.withIfAny(in, OptionNames.FETCH);
        return new SessionStatement.Fetch(name, count, options, position);
    }

    private static SessionStatement prepare(Cursor in, int position) {
        Ident name = NameParser.ident(in, "a statement's name");
        if (in.at(TokenKind.LEFT_PAREN)) {
            throw in.unsupported("PREPARE with parameter types");
        }
        in.expect("as");
        int start = in.position();
        Statement statement = StatementParser.statement(in);
        if (statement instanceof SessionStatement.Prepare || statement instanceof SessionStatement.Execute) {
            throw in.error("unpreparable statement", start);
        }
        return new SessionStatement.Prepare(name, statement, position);
    }

    private static SessionStatement execute(Cursor in, int position) {
        if (in.atWords("unit", "test")) {
            throw in.unsupported("EXECUTE UNIT TEST", position);
        }
        Ident name = NameParser.ident(in, "a statement's name");
        List<Expr> arguments = in.at(TokenKind.LEFT_PAREN)
                ? in.parenthesizedOrEmpty(ExprParser::expr) : List.of();
        return new SessionStatement.Execute(name, arguments, position);
    }

    private static DiscardTarget discardTarget(Cursor in) {
        String word = in.at(TokenKind.WORD) ? in.text() : "";
        DiscardTarget target = switch (word) {
            case "all" -> DiscardTarget.ALL;
            case "plans" -> DiscardTarget.PLANS;
            case "sequences" -> DiscardTarget.SEQUENCES;
            case "temp", "temporary" -> DiscardTarget.TEMP;
            default -> throw in.expected("ALL, PLANS, SEQUENCES or TEMP");
        };
        in.advance();
        return target;
    }

    private static Severity severity(Cursor in) {
        for (Severity severity : Severity.values()) {
            if (in.accept(Cursor.lower(severity.name()))) {
                return severity;
            }
        }
        throw in.expected("DEBUG, INFO, LOG, NOTICE or WARNING");
    }
}
