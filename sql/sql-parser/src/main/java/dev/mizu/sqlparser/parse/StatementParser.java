package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.Optional;

/** Tells statements apart by their first words. */
public final class StatementParser {
    private StatementParser() {}

    /** One statement, up to its semicolon or the end of the text. */
    public static Statement statement(Cursor in) {
        in.enter();
        in.height(0);
        int position = in.position();
        Statement statement = dispatch(in, position);
        in.exit();
        return statement;
    }

    private static Statement dispatch(Cursor in, int position) {
        if (in.at(TokenKind.LEFT_PAREN)) {
            return select(in);
        }
        if (in.kind() != TokenKind.WORD) {
            throw in.expected("a statement");
        }
        return switch (in.text()) {
            case "select", "with", "values", "table" -> select(in);
            case "subscribe", "tail" -> SubscribeParser.subscribe(in);
            case "insert" -> DmlParser.insert(in);
            case "update" -> DmlParser.update(in);
            case "delete" -> DmlParser.delete(in);
            case "copy" -> DmlParser.copy(in);
            case "create" -> CreateParser.create(in);
            case "alter" -> AlterParser.alter(in);
            case "drop" -> DropParser.drop(in);
            case "show" -> ShowParser.show(in);
            case "inspect" -> ShowParser.inspect(in);
            case "explain" -> ExplainParser.explain(in);
            case "grant" -> PrivilegeParser.grant(in);
            case "revoke" -> PrivilegeParser.revoke(in);
            case "reassign" -> PrivilegeParser.reassign(in);
            case "comment" -> AlterParser.comment(in);
            case "begin", "start", "commit", "end", "rollback", "abort" -> TransactionParser.transaction(in);
            case "set", "reset", "declare", "fetch", "close", "prepare", "execute", "deallocate", "discard", "raise",
                    "validate" -> SessionParser.session(in);
            default -> throw unknown(in, position);
        };
    }

    static QueryStatement.Select select(Cursor in) {
        int position = in.position();
        return new QueryStatement.Select(QueryParser.query(in), asOf(in), position);
    }

    /** {@code AS OF [AT LEAST] expr}, if it is there. */
    static Optional<QueryStatement.AsOf> asOf(Cursor in) {
        int position = in.position();
        if (!in.acceptWords("as", "of")) {
            return Optional.empty();
        }
        boolean atLeast = in.acceptWords("at", "least");
        return Optional.of(new QueryStatement.AsOf(ExprParser.expr(in), atLeast, position));
    }

    /** Statements of PostgreSQL that are not Mizu's are named; anything else is no SQL. */
    private static RuntimeException unknown(Cursor in, int position) {
        return switch (in.text()) {
            case "listen", "notify", "unlisten", "lock", "vacuum", "analyze", "analyse", "merge", "truncate", "call",
                    "do", "savepoint", "release", "cluster", "reindex", "checkpoint", "load", "import", "security",
                    "refresh", "replace" -> in.unsupported(Cursor.upper(in.text()), position);
            default -> in.expected("a statement");
        };
    }
}
