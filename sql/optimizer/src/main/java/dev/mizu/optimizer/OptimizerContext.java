package dev.mizu.optimizer;

import dev.mizu.base.id.ClusterId;
import dev.mizu.optimizer.oracle.IndexOracle;
import dev.mizu.optimizer.oracle.ShardOracle;
import dev.mizu.optimizer.oracle.Statistics;
import dev.mizu.optimizer.oracle.ViewOracle;

/**
 * All that the optimizer may know besides the tree.
 *
 * @param cluster where the plan will run: only indexes there can be used
 */
public record OptimizerContext(
        ClusterId cluster, IndexOracle indexes, ShardOracle shards, ViewOracle views, Statistics statistics,
        OptimizerFeatures features) {
    /** With default features and no statistics. */
    public OptimizerContext(ClusterId cluster, IndexOracle indexes, ShardOracle shards, ViewOracle views) {
        this(cluster, indexes, shards, views, Statistics.NONE, OptimizerFeatures.DEFAULT);
    }

    public OptimizerContext with(OptimizerFeatures newFeatures) {
        return new OptimizerContext(cluster, indexes, shards, views, statistics, newFeatures);
    }
}
