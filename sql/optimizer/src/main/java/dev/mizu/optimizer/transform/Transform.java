package dev.mizu.optimizer.transform;

import dev.mizu.expr.relation.RelationExpr;
import java.util.List;

/** A step from a tree to an equal one. Gives the same instance back when there is nothing to do. */
public interface Transform {
    /** The snake-case name, of which the setting {@code enable_<name>} is derived. */
    String name();

    RelationExpr apply(RelationExpr expr, TransformContext context);

    /** Whether plans would be wrong without it, not only slow: then no setting switches it off. */
    default boolean required() {
        return false;
    }

    /** Transforms that must not come later than this one where both are in one list. */
    default List<String> after() {
        return List.of();
    }

    /** Transforms that must have run before this one, in this list or an earlier one. */
    default List<String> needs() {
        return List.of();
    }
}
