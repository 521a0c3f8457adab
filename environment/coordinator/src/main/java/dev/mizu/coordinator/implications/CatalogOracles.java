package dev.mizu.coordinator.implications;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.coordinator.groupcommit.Shards;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.oracle.IndexDef;
import dev.mizu.optimizer.oracle.IndexOracle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What the optimizer may know, from a catalog snapshot. */
public final class CatalogOracles {
    private CatalogOracles() {}

    /**
     * @param usable which indexes may be used, beyond being on the cluster
     * @param ofView what is done to a view's tree before it is expanded
     */
    public static OptimizerContext context(
            CatalogState catalog, ClusterId cluster, Predicate<GlobalId> usable, UnaryOperator<RelationExpr> ofView) {
        IndexOracle indexes = (collection, where) -> indexesOn(catalog, collection, where, usable);
        return new OptimizerContext(cluster, indexes,
                id -> catalog.item(id).flatMap(item -> item.body().shard()).map(Shards::ref),
                id -> catalog.item(id).flatMap(item -> item.body() instanceof ItemBody.View view
                        ? Optional.of(ofView.apply(view.expr())) : Optional.empty()))
                .with(id -> catalog.item(id).filter(item -> appendOnly(catalog, item.body())).isPresent());
    }

    /**
     * Whether an item's own rows never go. Those of a materialized view may, whatever it reads: when the same query
     * comes to mean something else, its shard is brought to that.
     */
    private static boolean appendOnly(CatalogState catalog, ItemBody body) {
        return switch (body) {
            case ItemBody.Source source -> source.plan().source().appendOnly();
            case ItemBody.Subsource subsource -> !subsource.progress()
                    && catalog.item(subsource.source()).filter(item -> appendOnly(catalog, item.body())).isPresent();
            case ItemBody.Table t -> false;
            case ItemBody.BuiltinTable t -> false;
            case ItemBody.MaterializedView m -> false;
            case ItemBody.View v -> false;
            case ItemBody.Index i -> false;
            case ItemBody.Connection c -> false;
            case ItemBody.Secret s -> false;
            case ItemBody.Type t -> false;
        };
    }

    private static List<IndexDef> indexesOn(
            CatalogState catalog, GlobalId collection, ClusterId cluster, Predicate<GlobalId> usable) {
        List<IndexDef> found = new ArrayList<>();
        for (GlobalId user : catalog.usedBy(collection)) {
            ItemEntry item = catalog.item(user).orElseThrow();
            if (item.body() instanceof ItemBody.Index index && index.on().equals(collection)
                    && item.cluster().equals(Optional.of(cluster)) && usable.test(user)) {
                found.add(new IndexDef(user, collection, index.keys(),
                        catalog.item(collection).flatMap(ItemEntry::desc).orElseThrow().type()));
            }
        }
        return found;
    }
}
