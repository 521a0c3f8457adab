package dev.mizu.optimizer.oracle;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import java.util.Optional;

/** Where durable collections are stored. */
@FunctionalInterface
public interface ShardOracle {
    /** Empty for what is not stored: views. */
    Optional<ShardRef> shardOf(GlobalId collection);
}
