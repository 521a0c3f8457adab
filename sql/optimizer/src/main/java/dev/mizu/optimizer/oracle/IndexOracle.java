package dev.mizu.optimizer.oracle;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import java.util.List;

/** Which arrangements a cluster keeps. */
@FunctionalInterface
public interface IndexOracle {
    IndexOracle NONE = (collection, cluster) -> List.of();

    /** The indexes on a collection, oldest first. */
    List<IndexDef> indexesOn(GlobalId collection, ClusterId cluster);
}
