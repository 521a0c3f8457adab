package dev.mizu.coordinator.bootstrap;

import dev.mizu.base.id.RoleId;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogSnapshot;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.SchemaEntry;
import dev.mizu.catalog.builtin.BuiltinTable;
import dev.mizu.catalog.builtin.BuiltinTables;
import dev.mizu.catalog.builtin.BuiltinView;
import dev.mizu.catalog.builtin.BuiltinViews;
import dev.mizu.catalog.durable.StoredItem;
import dev.mizu.coordinator.sequencer.Clusters;
import dev.mizu.coordinator.sequencer.ItemFactory;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.Parameters;
import dev.mizu.sqlplanner.PlannedStatement;
import dev.mizu.sqlplanner.Planner;
import dev.mizu.sqlplanner.SessionFacts;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.QueryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes items of what is stored or brought along: parse, plan, build, as when they were new. */
final class ItemLoading {
    private static final SessionFacts FACTS = new SessionFacts(
            "materialize", List.of("mz_catalog", "pg_catalog", "mz_internal"), "mz_system", RoleId.system(1),
            "mz_system", Map.of());
    

    private ItemLoading() {}

    static List<CatalogOp> builtinItems(CatalogState before) {
        List<CatalogOp> ops = new ArrayList<>();
        CatalogState state = before;
        for (BuiltinTable table : BuiltinTables.ALL) {
            CatalogOp op = new CatalogOp.PutItem(new ItemEntry(table.id(), table.number(),
                    schema(state, table.schema()).id(), table.name(), ItemKind.TABLE, RoleId.system(1), "",
                    Optional.of(table.desc()), Optional.empty(), List.of(),
                    new ItemBody.BuiltinTable(table.shard())));
            ops.add(op);
            state = state.with(op);
        }
        for (BuiltinView view : BuiltinViews.ALL) {
            CatalogOp op = new CatalogOp.PutItem(view(view, state));
            ops.add(op);
            state = state.with(op);
        }
        return ops;
    }

    private static SchemaEntry schema(CatalogState state, String name) {
        return state.schema(Optional.empty(), name).orElseThrow();
    }

    private static ItemEntry view(BuiltinView view, CatalogState state) {
        PlannedStatement planned = plan(view.sql(), state);
        QueryPlan.Select select = (QueryPlan.Select) planned.plan();
        return new ItemEntry(view.id(), view.number(), schema(state, view.schema()).id(), view.name(),
                ItemKind.VIEW, RoleId.system(1), "", Optional.of(select.desc()), Optional.empty(),
                List.copyOf(planned.dependencies()), new ItemBody.View(select.expr()));
    }

    static List<CatalogOp> storedItems(CatalogState before, List<StoredItem> items) {
        List<CatalogOp> ops = new ArrayList<>();
        CatalogState state = before;
        for (StoredItem stored : items) {
            CreatePlan plan = (CreatePlan) plan(stored.createSql(), state).plan();
            ItemEntry planned = ItemFactory.item(plan, ItemFactory.Given.of(stored), state);
            ItemEntry entry = new ItemEntry(planned.id(), planned.oid(), stored.schema(), stored.name(),
                    planned.kind(), planned.owner(), planned.createSql(), planned.desc(), planned.cluster(),
                    planned.uses(), planned.body());
            CatalogOp op = new CatalogOp.PutItem(entry);
            ops.add(op);
            state = state.with(op);
        }
        return ops;
    }

    private static PlannedStatement plan(String sql, CatalogState state) {
        Statement statement = Parser.parseStatements(sql).get(0).statement();
        return Planner.plan(
                statement, new CatalogSnapshot(state, Clusters.SIZES::contains), FACTS, Parameters.NONE);
    }
}
