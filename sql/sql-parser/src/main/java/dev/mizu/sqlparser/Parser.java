package dev.mizu.sqlparser;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlState;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlparser.ast.TypeName;
import dev.mizu.sqlparser.lex.Lexer;
import dev.mizu.sqlparser.parse.Cursor;
import dev.mizu.sqlparser.parse.ExprParser;
import dev.mizu.sqlparser.parse.StatementParser;
import dev.mizu.sqlparser.parse.TypeParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL text to trees. Stateless and free of I/O. Every failure is an {@code SqlException} with a position: 42601 for
 * what is no SQL, 0A000 by name for what is SQL but not Mizu's, 54001 for what is nested too deep.
 */
public final class Parser {
    /** Longest text of one request, in UTF-8 bytes. */
    public static final int MAX_BYTES = 1_000_000;

    private Parser() {}

    /** All statements of the text, none of them empty. */
    public static List<ParsedStatement> parseStatements(String sql) {
        if (sql.length() > MAX_BYTES / 3 && sql.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw SqlError.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "statement batch size cannot exceed 1MB")
                    .toException();
        }
        Cursor in = new Cursor(Lexer.lex(sql));
        List<ParsedStatement> statements = new ArrayList<>(1);
        while (true) {
            in.skipSemicolons();
            if (in.atEnd()) {
                return statements;
            }
            int first = in.index();
            int offset = in.position() - 1;
            Statement statement = StatementParser.statement(in);
            in.expectEndOfStatement();
            statements.add(new ParsedStatement(statement, in.sourceSince(first), offset));
        }
    }

    /** The one statement of the text. */
    public static Statement parseStatement(String sql) {
        List<ParsedStatement> statements = parseStatements(sql);
        if (statements.size() != 1) {
            throw SqlError.of(SqlState.SYNTAX_ERROR, "expected one statement, found " + statements.size())
                    .toException();
        }
        return statements.getFirst().statement();
    }

    /** A text that is one expression. */
    public static Expr parseExpr(String sql) {
        Cursor in = new Cursor(Lexer.lex(sql));
        Expr expr = ExprParser.expr(in);
        in.expectEnd();
        return expr;
    }

    /** A text that is one type. */
    public static TypeName parseType(String sql) {
        Cursor in = new Cursor(Lexer.lex(sql));
        TypeName type = TypeParser.type(in);
        in.expectEnd();
        return type;
    }
}
