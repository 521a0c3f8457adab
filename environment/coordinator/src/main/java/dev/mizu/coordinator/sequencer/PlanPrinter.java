package dev.mizu.coordinator.sequencer;

import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogSnapshot;
import dev.mizu.catalog.CatalogState;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.PeekPlan;
import dev.mizu.sqlplanner.plan.QueryPlan.ExplainOptions;

/** Plans as EXPLAIN shows them, ids resolved to names. */
public final class PlanPrinter {
    String relation(RelationExpr expr, CatalogState catalog, ExplainOptions options) {
        return expr.toString();
    }

    String peek(PeekPlan plan, CatalogState catalog, ExplainOptions options) {
        return plan.toString();
    }

    static String name(GlobalId id, CatalogState catalog) {
        return catalog.item(id).map(item -> CatalogSnapshot.nameOf(catalog, item).toString()).orElse(id.toString());
    }
}
