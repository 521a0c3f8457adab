package dev.mizu.coordinator.bootstrap;

import dev.mizu.base.concurrent.Once;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.SchemaEntry;
import dev.mizu.catalog.builtin.BuiltinTable;
import dev.mizu.catalog.builtin.BuiltinTables;
import dev.mizu.catalog.builtin.BuiltinView;
import dev.mizu.catalog.builtin.BuiltinViews;
import dev.mizu.coordinator.sequencer.ItemFactory;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.repr.RelationDesc;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.plan.PlannedStatement;
import dev.mizu.sqlplanner.plan.QueryPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes items of the relations that the product brings along. */
final class BuiltinItems {
    private static final Pattern RELATION_NAME = Pattern.compile("\\b([a-z_]+)\\.([a-z_0-9]+)\\b");

    private BuiltinItems() {}

    /** What makes them: tables first, then views. */
    static List<CatalogOp> ops(CatalogState before) {
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
        AtomicReference<CatalogState> complete = new AtomicReference<>(state);
        for (BuiltinView view : BuiltinViews.ALL) {
            CatalogOp op = new CatalogOp.PutItem(view(view, state, complete::get));
            ops.add(op);
            state = state.with(op);
        }
        complete.set(state);
        return ops;
    }

    private static SchemaEntry schema(CatalogState state, String name) {
        return state.schema(Optional.empty(), name).orElseThrow();
    }

    /** A view that is planned when it is first read, among all that is builtin. */
    private static ItemEntry view(BuiltinView view, CatalogState before, Supplier<CatalogState> complete) {
        return new ItemEntry(view.id(), view.number(), schema(before, view.schema()).id(), view.name(),
                ItemKind.VIEW, RoleId.system(1), "", Optional.of(view.desc()), Optional.empty(),
                reads(view, before), new ItemBody.View(new Once<>(() ->
                        ItemFactory.simplified(planned(view, complete.get()).expr(), complete.get()))));
    }

    /** The builtin relations that a view's text names, which it does in full. */
    private static List<GlobalId> reads(BuiltinView view, CatalogState state) {
        Set<GlobalId> reads = new LinkedHashSet<>();
        Matcher name = RELATION_NAME.matcher(view.sql());
        while (name.find()) {
            state.schema(Optional.empty(), name.group(1)).flatMap(schema -> state.item(schema.id(), name.group(2)))
                    .ifPresent(item -> reads.add(item.id()));
        }
        return List.copyOf(reads);
    }

    /** A builtin view's query: its tree gives exactly the columns of {@code desc}. */
    record PlannedView(RelationExpr expr, RelationDesc desc, Set<GlobalId> reads) {}

    static PlannedView planned(BuiltinView view, CatalogState state) {
        PlannedStatement statement = ItemLoading.plan(view.sql(), state);
        QueryPlan.Select select = (QueryPlan.Select) statement.plan();
        List<Integer> shown = select.finishing().project();
        boolean all = select.finishing().isIdentity(RelationTypes.typeOf(select.expr()).arity());
        return new PlannedView(all ? select.expr() : new RelationExpr.Project(select.expr(), shown), select.desc(),
                statement.dependencies());
    }
}
