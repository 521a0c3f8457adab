package dev.mizu.optimizer.oracle;

import dev.mizu.base.id.GlobalId;

/** Which stored collections only ever grow. */
@FunctionalInterface
public interface GrowthOracle {
    GrowthOracle NONE = collection -> false;

    /**
     * Whether no row of a collection was or will ever be taken back. Plans forget rows because of it: it must hold for
     * as long as the collection is there, over restarts and changes of its definition.
     */
    boolean appendOnly(GlobalId collection);
}
