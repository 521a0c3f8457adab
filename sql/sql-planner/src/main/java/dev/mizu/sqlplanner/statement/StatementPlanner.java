package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.AlterStatement;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.DmlStatement;
import dev.mizu.sqlparser.ast.DropStatement;
import dev.mizu.sqlparser.ast.ExplainStatement;
import dev.mizu.sqlparser.ast.PrivilegeStatement;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlparser.ast.SessionStatement;
import dev.mizu.sqlparser.ast.ShowStatement;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.plan.AlterPlan;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.MutationPlan;
import dev.mizu.sqlplanner.plan.Plan;
import dev.mizu.sqlplanner.plan.PrivilegePlan;
import dev.mizu.sqlplanner.plan.QueryPlan;
import dev.mizu.sqlplanner.plan.SessionPlan;
import dev.mizu.sqlplanner.plan.ShowPlan;
import dev.mizu.sqlplanner.plan.StatementDesc;
import java.util.List;
import java.util.Optional;

/** Hands a statement to the planner of its family. */
public final class StatementPlanner {
    private final StatementContext context;

    public StatementPlanner(StatementContext context) {
        this.context = context;
    }

    public Plan plan(Statement statement) {
        return switch (statement) {
            case QueryStatement query -> query(query);
            case DmlStatement dml -> dml(dml);
            case CreateStatement create -> create(create);
            case AlterStatement alter -> new AlterPlanner(context).plan(alter);
            case DropStatement.DropObjects drop -> new DropPlanner(context).plan(drop);
            case DropStatement.DropOwned drop -> throw SqlException.unsupported("DROP OWNED");
            case ShowStatement show -> new ShowPlanner(context).plan(show);
            case ExplainStatement explain -> new ExplainPlanner(context).plan(explain);
            case SessionStatement session -> new SessionPlanner(context).plan(session);
            case PrivilegeStatement privilege -> new PrivilegePlanner(context).plan(privilege);
        };
    }

    private QueryPlan query(QueryStatement query) {
        return switch (query) {
            case QueryStatement.Select select -> new SelectStatementPlanner(context).plan(select);
            case QueryStatement.Subscribe subscribe -> new SubscribePlanner(context).plan(subscribe);
        };
    }

    private Plan dml(DmlStatement dml) {
        return switch (dml) {
            case DmlStatement.Insert insert -> new DmlPlanner(context).insert(insert);
            case DmlStatement.Update update -> new DmlPlanner(context).update(update);
            case DmlStatement.Delete delete -> new DmlPlanner(context).delete(delete);
            case DmlStatement.CopyFrom copy -> new DmlPlanner(context).copyFrom(copy);
            case DmlStatement.CopyTo copy -> copyTo(copy);
        };
    }

    private QueryPlan.CopyTo copyTo(DmlStatement.CopyTo copy) {
        if (!(copy.target() instanceof DmlStatement.CopyTarget.Stdout)) {
            throw SqlException.unsupported("COPY TO a URL");
        }
        return switch (copy.relation()) {
            case DmlStatement.CopyRelation.Rows(QueryStatement statement) ->
                    new QueryPlan.CopyTo(query(statement), new CopyOptionsPlanner().to(copy.options()));
            case DmlStatement.CopyRelation.Table table -> throw dev.mizu.base.error.SqlError.of(
                            SqlState.FEATURE_NOT_SUPPORTED, "COPY of a table TO STDOUT is not supported")
                    .withHint("Use COPY (SELECT ..) TO STDOUT.").withPosition(copy.position()).toException();
        };
    }

    private Plan create(CreateStatement create) {
        return switch (create) {
            case CreateStatement.CreateDatabase c -> new NamespacePlanner(context).database(c);
            case CreateStatement.CreateSchema c -> new NamespacePlanner(context).schema(c);
            case CreateStatement.CreateRole c -> new NamespacePlanner(context).role(c);
            case CreateStatement.CreateType c -> new NamespacePlanner(context).type(c);
            case CreateStatement.CreateSecret c -> new NamespacePlanner(context).secret(c);
            case CreateStatement.CreateTable c -> new TablePlanner(context).plan(c);
            case CreateStatement.CreateView c -> new ViewPlanner(context).view(c);
            case CreateStatement.CreateMaterializedView c -> new ViewPlanner(context).materializedView(c);
            case CreateStatement.CreateIndex c -> new ViewPlanner(context).index(c);
            case CreateStatement.CreateConnection c -> new ConnectionPlanner(context).plan(c);
            case CreateStatement.CreateSource c -> new SourcePlanner(context).plan(c);
            case CreateStatement.CreateSubsource c -> new SourcePlanner(context).subsource(c);
            case CreateStatement.CreateCluster c -> new ClusterPlanner(context).create(c);
            case CreateStatement.CreateClusterReplica c -> new ClusterPlanner(context).replica(c);
            case CreateStatement.CreateTableFromSource c ->
                    throw SqlException.unsupported("CREATE TABLE .. FROM SOURCE");
            case CreateStatement.CreateContinualTask c -> throw SqlException.unsupported("CREATE CONTINUAL TASK");
            case CreateStatement.CreateWebhookSource c ->
                    throw SqlException.unsupported("CREATE SOURCE .. FROM WEBHOOK");
            case CreateStatement.CreateSink c -> throw SqlException.unsupported("CREATE SINK");
            case CreateStatement.CreateNetworkPolicy c -> throw SqlException.unsupported("CREATE NETWORK POLICY");
        };
    }

    /** The parameters and rows of a statement whose parameters have no values yet. */
    public StatementDesc describe(Statement statement) {
        boolean parameters = statement instanceof QueryStatement || statement instanceof DmlStatement
                || statement instanceof ExplainStatement;
        Optional<RelationDesc> rows = statement instanceof SessionStatement ? Optional.empty() : rows(plan(statement));
        return new StatementDesc(parameters ? context.parameters().found() : List.of(), rows);
    }

    private static Optional<RelationDesc> rows(Plan plan) {
        return switch (plan) {
            case QueryPlan query -> rows(query);
            case MutationPlan m when m.returning().present() -> Optional.of(m.returning().desc());
            case ShowPlan show -> Optional.of(switch (show) {
                case ShowPlan.ShowCreate c -> texts("name", "create_sql");
                case ShowPlan.ShowVariable v -> new RelationDesc(
                        RelationType.of(v.name().equals("schema") ? SimpleType.TEXT.nullable()
                                : SimpleType.TEXT.notNull()), List.of(v.name()));
                case ShowPlan.ShowAll a -> texts("name", "setting", "description");
            });
            case MutationPlan m -> Optional.empty();
            case CreatePlan c -> Optional.empty();
            case AlterPlan a -> Optional.empty();
            case SessionPlan s -> Optional.empty();
            case PrivilegePlan p -> Optional.empty();
        };
    }

    private static Optional<RelationDesc> rows(QueryPlan plan) {
        return switch (plan) {
            case QueryPlan.Select select -> Optional.of(select.desc());
            case QueryPlan.Subscribe subscribe -> Optional.of(subscribe.outputDesc());
            case QueryPlan.Explain explain -> Optional.of(texts(explain.stage().column()));
            case QueryPlan.CopyTo c -> Optional.empty();
            case QueryPlan.Declare d -> Optional.empty();
            case QueryPlan.Fetch f -> Optional.empty();
            case QueryPlan.Close c -> Optional.empty();
        };
    }

    private static RelationDesc texts(String... names) {
        List<ColumnType> types = new java.util.ArrayList<>();
        for (String ignored : names) {
            types.add(SimpleType.TEXT.notNull());
        }
        return new RelationDesc(RelationType.of(types), List.of(names));
    }
}
