package dev.mizu.optimizer.oracle;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.relation.RelationExpr;
import java.util.Map;
import java.util.Optional;

/** What views stand for: their trees, as the view pipeline left them. */
@FunctionalInterface
public interface ViewOracle {
    ViewOracle NONE = id -> Optional.empty();

    /** Empty for what is not a view. Materialized views are collections of their own, not views here. */
    Optional<RelationExpr> viewOf(GlobalId id);

    static ViewOracle of(Map<GlobalId, RelationExpr> views) {
        Map<GlobalId, RelationExpr> copy = Map.copyOf(views);
        return id -> Optional.ofNullable(copy.get(id));
    }
}
