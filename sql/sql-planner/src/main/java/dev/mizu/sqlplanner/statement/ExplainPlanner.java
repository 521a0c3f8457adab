package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.explain.ExplainOptions;
import dev.mizu.expr.explain.RelationExprPrinter;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.ExplainStatement;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.explain.HirPrinter;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.lowering.Lowering;
import dev.mizu.sqlplanner.plan.Plan;
import dev.mizu.sqlplanner.plan.QueryPlan;
import dev.mizu.sqlplanner.plan.QueryPlan.ExplainStage;
import dev.mizu.sqlplanner.plan.QueryPlan.Explainee;
import dev.mizu.sqlplanner.query.Environment;
import dev.mizu.sqlplanner.query.QueryPlanner;
import java.util.List;
import java.util.Optional;

/** EXPLAIN: the stages that planning makes are printed here, the others are the optimizer's. */
final class ExplainPlanner {
    private final StatementContext context;

    ExplainPlanner(StatementContext context) {
        this.context = context;
    }

    QueryPlan.Explain plan(ExplainStatement explain) {
        return switch (explain) {
            case ExplainStatement.ExplainPlan p -> planned(p);
            case ExplainStatement.ExplainTimestamp t -> new QueryPlan.Explain(ExplainStage.TIMESTAMP,
                    new QueryPlan.ExplainOptions(json(t.form()), false, false, false),
                    new Explainee.OfStatement(new SelectStatementPlanner(context).plan(t.select())),
                    Optional.empty());
            case ExplainStatement.ExplainPushdown p -> throw SqlException.unsupported("EXPLAIN FILTER PUSHDOWN");
            case ExplainStatement.ExplainSinkSchema s -> throw SqlException.unsupported("EXPLAIN .. SCHEMA");
            case ExplainStatement.ExplainAnalyzeObject a -> throw SqlException.unsupported("EXPLAIN ANALYZE");
            case ExplainStatement.ExplainAnalyzeCluster a ->
                    throw SqlException.unsupported("EXPLAIN ANALYZE CLUSTER");
        };
    }

    private static boolean json(Optional<ExplainStatement.Form> form) {
        return form.map(f -> switch (f) {
            case TEXT, VERBOSE_TEXT -> false;
            case JSON -> true;
            case DOT -> throw SqlException.unsupported("EXPLAIN .. AS DOT");
        }).orElse(false);
    }

    private QueryPlan.Explain planned(ExplainStatement.ExplainPlan explain) {
        ExplainStage stage = explain.stage().map(ExplainPlanner::stage).orElse(ExplainStage.PHYSICAL_PLAN);
        QueryPlan.ExplainOptions options = options(explain.options(), json(explain.form()));
        return switch (explain.explainee()) {
            case ExplainStatement.Explainee.OfStatement(Statement statement, boolean broken) ->
                    ofStatement(stage, options, statement);
            case ExplainStatement.Explainee.OfObject(ObjectKind kind, var name, boolean replan) -> {
                CatalogItem item = context.names().item(name, ShowPlanner.kind(kind));
                context.uses(item);
                yield ofItem(stage, options, item, explain);
            }
        };
    }

    private static ExplainStage stage(ExplainStatement.Stage stage) {
        return switch (stage) {
            case RAW_PLAN -> ExplainStage.RAW_PLAN;
            case DECORRELATED_PLAN -> ExplainStage.DECORRELATED_PLAN;
            case LOCALLY_OPTIMIZED_PLAN -> ExplainStage.LOCALLY_OPTIMIZED_PLAN;
            case OPTIMIZED_PLAN -> ExplainStage.OPTIMIZED_PLAN;
            case PHYSICAL_PLAN -> ExplainStage.PHYSICAL_PLAN;
            case OPTIMIZER_TRACE -> throw SqlException.unsupported("EXPLAIN OPTIMIZER TRACE");
            case PLAN_INSIGHTS -> throw SqlException.unsupported("EXPLAIN PLAN INSIGHTS");
        };
    }

    private static QueryPlan.ExplainOptions options(List<Option> list, boolean json) {
        Options options = new Options("EXPLAIN", list);
        boolean types = options.flag("TYPES", false);
        boolean arity = options.flag("ARITY", false);
        boolean redacted = options.flag("REDACTED", false);
        for (Option option : list) {
            // The others ask for what the printers do not tell apart.
            options.take(option.name());
        }
        return new QueryPlan.ExplainOptions(json, types, arity, redacted);
    }

    private QueryPlan.Explain ofItem(ExplainStage stage, QueryPlan.ExplainOptions options, CatalogItem item,
            ExplainStatement.ExplainPlan explain) {
        boolean early = stage == ExplainStage.RAW_PLAN || stage == ExplainStage.DECORRELATED_PLAN;
        if (item.kind() == ItemKind.VIEW && (explain.stage().isEmpty()
                || !early && stage != ExplainStage.LOCALLY_OPTIMIZED_PLAN)) {
            throw StatementContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    "cannot EXPLAIN " + stage.name().replace('_', ' ') + " FOR VIEW", explain.position());
        }
        if (early && !item.createSql().isEmpty()) {
            return ofStatement(stage, options, Parser.parseStatement(item.createSql()), item.id());
        }
        return new QueryPlan.Explain(stage, options, new Explainee.OfItem(item.id()), Optional.empty());
    }

    private QueryPlan.Explain ofStatement(
            ExplainStage stage, QueryPlan.ExplainOptions options, Statement statement, GlobalId item) {
        Optional<String> text = text(stage, options, statement);
        return new QueryPlan.Explain(stage, options, new Explainee.OfItem(item), text);
    }

    private QueryPlan.Explain ofStatement(
            ExplainStage stage, QueryPlan.ExplainOptions options, Statement statement) {
        boolean explainable = statement instanceof QueryStatement
                || statement instanceof CreateStatement.CreateView
                || statement instanceof CreateStatement.CreateMaterializedView
                || statement instanceof CreateStatement.CreateIndex;
        if (!explainable) {
            throw SqlException.unsupported("EXPLAIN of this statement");
        }
        Plan plan = new StatementPlanner(context).plan(statement);
        return new QueryPlan.Explain(stage, options, new Explainee.OfStatement(plan), text(stage, options, statement));
    }

    /** The text of a stage that planning makes; an index has none of these. */
    private Optional<String> text(ExplainStage stage, QueryPlan.ExplainOptions options, Statement statement) {
        if (stage != ExplainStage.RAW_PLAN && stage != ExplainStage.DECORRELATED_PLAN) {
            return Optional.empty();
        }
        Optional<Query> query = switch (statement) {
            case QueryStatement.Select s -> Optional.of(s.query());
            case QueryStatement.Subscribe s -> s.relation() instanceof QueryStatement.Relation.Of(Query q)
                    ? Optional.of(q) : Optional.empty();
            case CreateStatement.CreateView v -> Optional.of(v.query());
            case CreateStatement.CreateMaterializedView m -> Optional.of(m.query());
            default -> Optional.empty();
        };
        if (query.isEmpty()) {
            throw SqlException.unsupported("EXPLAIN " + stage.name().replace('_', ' ') + " of this statement");
        }
        QueryPlanner queries = context.queries();
        HirRelation relation = queries.plan(query.get(), Environment.TOP, List.of())
                .settled(queries.context().coercion()).closed();
        if (stage == ExplainStage.RAW_PLAN) {
            return Optional.of(HirPrinter.print(relation, options.redacted()));
        }
        return Optional.of(print(Lowering.lower(relation), options));
    }

    private String print(RelationExpr expr, QueryPlan.ExplainOptions options) {
        return RelationExprPrinter.print(expr, new ExplainOptions(options.redacted(), options.arity(),
                options.types(), false, this::name));
    }

    private String name(GlobalId id) {
        return context.catalog().item(id).map(item -> item.name().toString()).orElse(id.toString());
    }
}
