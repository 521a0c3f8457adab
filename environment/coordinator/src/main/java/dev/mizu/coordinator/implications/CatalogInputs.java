package dev.mizu.coordinator.implications;

import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.expr.relation.RelationExpr;
import java.util.HashSet;
import java.util.Set;

/** The stored collections that a query reads once its views are expanded. */
public final class CatalogInputs {
    private CatalogInputs() {}

    /** Of a tree. */
    public static Set<GlobalId> of(RelationExpr expr, CatalogState catalog) {
        Set<GlobalId> stored = new HashSet<>();
        collect(expr, catalog, stored, new HashSet<>());
        return stored;
    }

    /** Of one relation by id. */
    public static Set<GlobalId> of(GlobalId id, CatalogState catalog) {
        Set<GlobalId> stored = new HashSet<>();
        collect(id, catalog, stored, new HashSet<>());
        return stored;
    }

    private static void collect(RelationExpr expr, CatalogState catalog, Set<GlobalId> stored, Set<GlobalId> seen) {
        if (expr instanceof RelationExpr.Get get) {
            collect(get.id(), catalog, stored, seen);
        }
        for (RelationExpr child : expr.children()) {
            collect(child, catalog, stored, seen);
        }
    }

    private static void collect(GlobalId id, CatalogState catalog, Set<GlobalId> stored, Set<GlobalId> seen) {
        if (seen.add(id)) {
            ItemEntry item = catalog.item(id).orElseThrow();
            if (item.body() instanceof ItemBody.View view) {
                collect(view.expr(), catalog, stored, seen);
            } else {
                stored.add(id);
            }
        }
    }
}
