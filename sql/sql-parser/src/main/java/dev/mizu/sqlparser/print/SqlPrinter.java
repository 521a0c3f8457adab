package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.AlterStatement;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.DmlStatement;
import dev.mizu.sqlparser.ast.DropStatement;
import dev.mizu.sqlparser.ast.ExplainStatement;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.PrivilegeStatement;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlparser.ast.SessionStatement;
import dev.mizu.sqlparser.ast.ShowStatement;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlparser.ast.TypeName;

/** Trees to SQL. Two trees are equal but for positions exactly when their {@code EXACT} prints are. */
public final class SqlPrinter {
    /** What of the literals is shown. */
    public enum Mode {
        /** Everything, values of secrets and passwords included: for storage in a place as safe as theirs. */
        EXACT,
        /** Everything but values of secrets and passwords: for whoever may see the statement. */
        DISPLAY,
        /** No literal at all: each is {@code '<REDACTED>'}. */
        REDACTED
    }

    /** Where lines are broken. */
    public enum Layout {
        /** Nowhere. */
        ONE_LINE,
        /** Before each clause, and inside the brackets of subqueries and of a table's columns. */
        LINES
    }

    private SqlPrinter() {}

    /** For display. */
    public static String print(Statement statement) {
        return print(statement, Mode.DISPLAY);
    }

    public static String print(Statement statement, Mode mode) {
        return print(statement, mode, Layout.ONE_LINE);
    }

    public static String print(Statement statement, Mode mode, Layout layout) {
        Out out = new Out(mode, layout);
        statement(out, statement);
        return out.toString();
    }

    public static String print(Query query, Mode mode) {
        return QueryPrinter.query(new Out(mode), query).toString();
    }

    public static String print(Expr expr, Mode mode) {
        return ExprPrinter.expr(new Out(mode), expr).toString();
    }

    public static String print(TypeName type) {
        return new Out(Mode.EXACT).type(type).toString();
    }

    public static String print(ObjectName name) {
        return new Out(Mode.EXACT).name(name).toString();
    }

    static void statement(Out out, Statement statement) {
        switch (statement) {
            case QueryStatement query -> QueryPrinter.statement(out, query);
            case DmlStatement dml -> DmlPrinter.statement(out, dml);
            case CreateStatement create -> CreatePrinter.statement(out, create);
            case AlterStatement alter -> AlterPrinter.statement(out, alter);
            case DropStatement drop -> AlterPrinter.drop(out, drop);
            case ShowStatement show -> ShowPrinter.show(out, show);
            case ExplainStatement explain -> ShowPrinter.explain(out, explain);
            case SessionStatement session -> SessionPrinter.statement(out, session);
            case PrivilegeStatement privilege -> PrivilegePrinter.statement(out, privilege);
        }
    }
}
