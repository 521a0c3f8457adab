package dev.mizu.optimizer;

import dev.mizu.base.id.ClusterId;
import dev.mizu.optimizer.oracle.GrowthOracle;
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
        ClusterId cluster, IndexOracle indexes, ShardOracle shards, ViewOracle views, GrowthOracle growth,
        Statistics statistics, OptimizerFeatures features) {
    /** With default features, without statistics, and with nothing known to only grow. */
    public OptimizerContext(ClusterId cluster, IndexOracle indexes, ShardOracle shards, ViewOracle views) {
        this(cluster, indexes, shards, views, GrowthOracle.NONE, Statistics.NONE, OptimizerFeatures.DEFAULT);
    }

    public OptimizerContext with(OptimizerFeatures newFeatures) {
        return new OptimizerContext(cluster, indexes, shards, views, growth, statistics, newFeatures);
    }

    public OptimizerContext with(GrowthOracle newGrowth) {
        return new OptimizerContext(cluster, indexes, shards, views, newGrowth, statistics, features);
    }
}
