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
            case dev.mizu.sqlparser.ast.CreateStatement create -> create(create);
            case dev.mizu.sqlparser.ast.DmlStatement.Insert i -> new DmlPlanner(context).insert(i);
            case dev.mizu.sqlparser.ast.DmlStatement.Update u -> new DmlPlanner(context).update(u);
            case dev.mizu.sqlparser.ast.DmlStatement.Delete d -> new DmlPlanner(context).delete(d);
            case dev.mizu.sqlparser.ast.DmlStatement.CopyFrom c -> new DmlPlanner(context).copyFrom(c);
            default -> throw SqlException.unsupported("this statement");
        };
    }

    public StatementDesc describe(Statement statement) {
        throw SqlException.unsupported("describe");
    }

    private Plan create(dev.mizu.sqlparser.ast.CreateStatement create) {
        return switch (create) {
            case dev.mizu.sqlparser.ast.CreateStatement.CreateTable t -> new TablePlanner(context).plan(t);
            case dev.mizu.sqlparser.ast.CreateStatement.CreateView t -> new ViewPlanner(context).view(t);
            case dev.mizu.sqlparser.ast.CreateStatement.CreateMaterializedView t -> new ViewPlanner(context).materializedView(t);
            case dev.mizu.sqlparser.ast.CreateStatement.CreateIndex t -> new ViewPlanner(context).index(t);
            case dev.mizu.sqlparser.ast.CreateStatement.CreateSource t -> new SourcePlanner(context).plan(t);
            case dev.mizu.sqlparser.ast.CreateStatement.CreateCluster t -> new ClusterPlanner(context).create(t);
            case dev.mizu.sqlparser.ast.CreateStatement.CreateDatabase t -> new NamespacePlanner(context).database(t);
            case dev.mizu.sqlparser.ast.CreateStatement.CreateSchema t -> new NamespacePlanner(context).schema(t);
            default -> throw SqlException.unsupported("this statement");
        };
    }
}
