package dev.mizu.optimizer.pipeline;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.Optimized;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.repr.RelationDesc;
import java.util.Map;

/** CREATE MATERIALIZED VIEW. */
public final class MaterializedViewPipeline {
    private MaterializedViewPipeline() {}

    /**
     * The view to write.
     *
     * @param object a transient id for the collection that the dataflow builds
     * @param name for people
     */
    public record Target(GlobalId view, GlobalId object, String name, ShardRef shard, RelationDesc desc) {}

    /** The dataflow; its as-of is not yet set. */
    public static Optimized<DataflowDescription> optimize(
            RelationExpr query, Target target, OptimizerContext context) {
        Optimization run = new Optimization(context);
        RelationExpr local = run.local(query);
        RelationExpr global = run.global(local);
        DataflowDescription dataflow = run.dataflow(target.name(), target.object(), global,
                Map.of(target.view(), new Export.ShardSink(target.object(), target.shard(), target.desc())));
        return run.result(dataflow, local, global);
    }
}
