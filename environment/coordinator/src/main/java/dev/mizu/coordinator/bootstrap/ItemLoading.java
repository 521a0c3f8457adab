package dev.mizu.coordinator.bootstrap;

import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogSnapshot;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.DatabaseEntry;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.SchemaEntry;
import dev.mizu.catalog.builtin.ReplicaSize;
import dev.mizu.catalog.durable.StoredItem;
import dev.mizu.coordinator.sequencer.ItemFactory;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.Planner;
import dev.mizu.sqlplanner.catalog.QualifiedName;
import dev.mizu.sqlplanner.catalog.SessionFacts;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.PlannedStatement;
import dev.mizu.sqlplanner.statement.StoredNames;
import dev.mizu.sqlplanner.typing.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes items of what is stored or brought along: parse, plan, build, as when they were new. */
final class ItemLoading {
    private static final SessionFacts FACTS = new SessionFacts(
            "materialize", List.of("mz_catalog", "pg_catalog", "mz_internal"), "mz_system", RoleId.system(1),
            "mz_system", Map.of());

    private ItemLoading() {}

    static List<CatalogOp> storedItems(CatalogState before, List<StoredItem> items) {
        List<CatalogOp> ops = new ArrayList<>();
        CatalogState state = before;
        Map<GlobalId, GlobalId> sources = new HashMap<>();
        Map<GlobalId, QualifiedName> names = new HashMap<>();
        items.forEach(stored -> names.put(stored.id(), name(stored, before)));
        for (StoredItem stored : items) {
            stored.outputs().stream().filter(id -> !id.equals(stored.id()))
                    .forEach(output -> sources.put(output, stored.id()));
            CreateStatement statement = StoredNames.renamed((CreateStatement) parsed(stored.createSql()),
                    name(stored, before), stored.outputs().stream().map(names::get).toList());
            CreatePlan plan = (CreatePlan) plan(statement, state).plan();
            ItemEntry planned = ItemFactory.item(plan, ItemFactory.Given.of(
                    stored, Optional.ofNullable(sources.get(stored.id()))), state);
            ItemEntry entry = new ItemEntry(planned.id(), planned.oid(), stored.schema(), stored.name(),
                    planned.kind(), planned.owner(), stored.createSql(), planned.desc(), planned.cluster(),
                    planned.uses(), planned.body());
            CatalogOp op = new CatalogOp.PutItem(entry);
            ops.add(op);
            state = state.with(op);
        }
        return ops;
    }

    /** What an item is called now: its text may be of another time. */
    private static QualifiedName name(StoredItem stored, CatalogState state) {
        SchemaEntry schema = state.schema(stored.schema()).orElseThrow();
        return new QualifiedName(
                schema.database().flatMap(state::database).map(DatabaseEntry::name), schema.name(), stored.name());
    }

    private static Statement parsed(String sql) {
        return Parser.parseStatements(sql).get(0).statement();
    }

    /** Plans one of our own statements. */
    static PlannedStatement plan(String sql, CatalogState state) {
        return plan(parsed(sql), state);
    }

    private static PlannedStatement plan(Statement statement, CatalogState state) {
        return Planner.plan(
                statement, new CatalogSnapshot(state, ReplicaSize.NAMES::contains), FACTS, Parameters.NONE);
    }
}
