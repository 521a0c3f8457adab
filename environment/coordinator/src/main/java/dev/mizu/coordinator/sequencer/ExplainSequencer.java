package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogSnapshot;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.coordinator.implications.CatalogInputs;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.timestamp.ReadTime;
import dev.mizu.coordinator.timestamp.TimestampSelector.Wish;
import dev.mizu.expr.explain.ExplainOptions;
import dev.mizu.expr.explain.RelationExprPrinter;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.optimizer.Optimized;
import dev.mizu.optimizer.PeekPlan;
import dev.mizu.optimizer.explain.PeekPrinter;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.session.RowStream;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.Plan;
import dev.mizu.sqlplanner.plan.QueryPlan.ExplainStage;
import dev.mizu.sqlplanner.plan.QueryPlan;
import java.util.List;
import java.util.Set;

/** EXPLAIN, for the stages that come after planning. */
public final class ExplainSequencer {
    private final RegionParts region;
    private final QuerySequencer queries;

    public ExplainSequencer(RegionParts region, QuerySequencer queries) {
        this.region = region;
        this.queries = queries;
    }

    public StatementResult run(SessionState session, QueryPlan.Explain plan) {
        CatalogState catalog = region.catalog().snapshot();
        String text = plan.text().orElseGet(() -> explained(session, plan, catalog));
        RelationDesc desc = new RelationDesc(
                RelationType.of(SimpleType.TEXT.notNull()), List.of(plan.stage().column()));
        return new StatementResult.Rows(
                desc, RowStream.of(List.of(Row.of(Datum.of(text)))), "SELECT", false);
    }

    private String explained(SessionState session, QueryPlan.Explain plan, CatalogState catalog) {
        RelationExpr expr = expressionOf(plan.explainee(), catalog);
        Finishing finishing = plan.explainee() instanceof QueryPlan.Explainee.OfStatement(QueryPlan.Select select)
                ? Finishings.of(select.finishing()) : Finishing.none(arity(expr));
        Set<GlobalId> inputs = CatalogInputs.of(expr, catalog);
        StatementValues values = queries.values(session, catalog);
        try (ReadTime time = queries.timestamps().choose(
                inputs, Wish.NONE, session.settings().get("transaction_isolation"))) {
            if (plan.stage() == ExplainStage.TIMESTAMP) {
                return TimestampText.of(region, inputs, time, catalog);
            }
            ClusterId cluster = queries.cluster(values, inputs);
            try (Reads.Planned planned = queries.reads().plan(new Reads.Request(
                    expr, finishing, cluster, values, time.time()))) {
                Optimized<PeekPlan> optimized = planned.optimized();
                ExplainOptions options = new ExplainOptions(plan.options().redacted(), plan.options().arity(),
                        plan.options().types(), false, id -> name(id, catalog));
                return switch (plan.stage()) {
                    case RAW_PLAN, DECORRELATED_PLAN, LOCALLY_OPTIMIZED_PLAN ->
                            "Explained Query:\n" + RelationExprPrinter.print(optimized.local(), options);
                    case OPTIMIZED_PLAN ->
                            "Explained Query:\n" + RelationExprPrinter.print(optimized.global(), options);
                    case PHYSICAL_PLAN -> PeekPrinter.print(optimized.plan(), options);
                    case TIMESTAMP -> TimestampText.of(region, inputs, time, catalog);
                };
            }
        }
    }

    private static String name(GlobalId id, CatalogState catalog) {
        return catalog.item(id).map(item -> CatalogSnapshot.nameOf(catalog, item).toString()).orElse(id.toString());
    }

    private static int arity(RelationExpr expr) {
        return RelationTypes.typeOf(expr).arity();
    }

    private static RelationExpr expressionOf(QueryPlan.Explainee explainee, CatalogState catalog) {
        return switch (explainee) {
            case QueryPlan.Explainee.OfStatement(Plan statement) -> switch (statement) {
                case QueryPlan.Select select -> select.expr();
                case QueryPlan.Subscribe subscribe -> switch (subscribe.from()) {
                    case QueryPlan.SubscribeFrom.Relation(GlobalId id) -> get(id, catalog);
                    case QueryPlan.SubscribeFrom.Query(RelationExpr expr) -> expr;
                };
                case CreatePlan.CreateView view -> view.expr();
                case CreatePlan.CreateMaterializedView view -> view.expr();
                case CreatePlan.CreateIndex index -> get(index.on(), catalog);
                default -> throw SqlException.unsupported("EXPLAIN of this statement");
            };
            case QueryPlan.Explainee.OfItem(GlobalId id) -> switch (catalog.item(id).orElseThrow().body()) {
                case ItemBody.View view -> view.expr();
                case ItemBody.MaterializedView view -> view.expr();
                case ItemBody.Index index -> get(index.on(), catalog);
                default -> get(id, catalog);
            };
        };
    }

    private static RelationExpr get(GlobalId id, CatalogState catalog) {
        return new RelationExpr.Get(id, catalog.item(id).flatMap(ItemEntry::desc).orElseThrow().type());
    }
}
