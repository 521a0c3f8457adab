package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.StatementDesc;
import dev.mizu.sqlplanner.plan.Plan;

/** Hands a statement to the planner of its family. */
public final class StatementPlanner {
    private final StatementContext context;

    public StatementPlanner(StatementContext context) {
        this.context = context;
    }

    public Plan plan(Statement statement) {
        return switch (statement) {
            case QueryStatement.Select select -> new SelectStatementPlanner(context).plan(select);
            default -> throw SqlException.unsupported("this statement");
        };
    }

    public StatementDesc describe(Statement statement) {
        throw SqlException.unsupported("describe");
    }
}
