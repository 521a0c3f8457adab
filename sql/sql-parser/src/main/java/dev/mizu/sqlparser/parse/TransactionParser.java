package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.SessionStatement;
import dev.mizu.sqlparser.ast.SessionStatement.IsolationLevel;
import dev.mizu.sqlparser.ast.SessionStatement.TransactionMode;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;

/** BEGIN, COMMIT, ROLLBACK and SET TRANSACTION. */
final class TransactionParser {
    private TransactionParser() {}

    static SessionStatement transaction(Cursor in) {
        int position = in.position();
        String word = in.text();
        in.advance();
        return switch (word) {
            case "start" -> {
                in.expect("transaction");
                yield new SessionStatement.StartTransaction(modes(in), position);
            }
            case "begin" -> {
                noise(in);
                yield new SessionStatement.StartTransaction(modes(in), position);
            }
            case "commit", "end" -> {
                noise(in);
                yield new SessionStatement.Commit(chain(in), position);
            }
            default -> {
                noise(in);
                if (in.at("to")) {
                    throw in.unsupported("ROLLBACK TO SAVEPOINT", position);
                }
                yield new SessionStatement.Rollback(chain(in), position);
            }
        };
    }

    static SessionStatement set(Cursor in, boolean session, int position) {
        if (in.at("snapshot")) {
            throw in.unsupported("SET TRANSACTION SNAPSHOT", position);
        }
        List<TransactionMode> modes = modes(in);
        if (modes.isEmpty()) {
            throw in.expected("ISOLATION LEVEL, READ ONLY or READ WRITE");
        }
        return new SessionStatement.SetTransaction(session, modes, position);
    }

    private static void noise(Cursor in) {
        if (!in.accept("transaction")) {
            in.accept("work");
        }
    }

    private static boolean chain(Cursor in) {
        if (!in.accept("and")) {
            return false;
        }
        boolean no = in.accept("no");
        in.expect("chain");
        return !no;
    }

    private static List<TransactionMode> modes(Cursor in) {
        List<TransactionMode> modes = new ArrayList<>();
        boolean more = in.at(TokenKind.WORD);
        while (more) {
            modes.add(mode(in));
            more = in.accept(TokenKind.COMMA) || in.at(TokenKind.WORD);
        }
        return modes;
    }

    private static TransactionMode mode(Cursor in) {
        if (in.acceptWords("isolation", "level")) {
            for (IsolationLevel level : IsolationLevel.values()) {
                if (in.acceptWords(Cursor.lower(level.words()).split(" "))) {
                    return new TransactionMode.Isolation(level);
                }
            }
            throw in.expected("an isolation level");
        }
        if (in.acceptWords("read", "only")) {
            return new TransactionMode.Access(true);
        }
        if (in.acceptWords("read", "write")) {
            return new TransactionMode.Access(false);
        }
        if (in.at("deferrable") || in.atWords("not", "deferrable")) {
            throw in.unsupported("DEFERRABLE");
        }
        throw in.expected("ISOLATION LEVEL, READ ONLY or READ WRITE");
    }
}
