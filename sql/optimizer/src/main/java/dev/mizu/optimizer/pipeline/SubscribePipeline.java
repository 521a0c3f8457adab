package dev.mizu.optimizer.pipeline;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.optimizer.Optimized;
import dev.mizu.optimizer.OptimizerContext;
import java.util.Map;

/** SUBSCRIBE. */
public final class SubscribePipeline {
    private SubscribePipeline() {}

    /**
     * The change stream.
     *
     * @param object a transient id for the collection that the dataflow builds
     */
    public record Target(GlobalId sink, GlobalId object, boolean withSnapshot) {}

    /** The dataflow; its as-of and until are not yet set. */
    public static Optimized<DataflowDescription> optimize(
            RelationExpr query, Target target, OptimizerContext context) {
        Optimization run = new Optimization(context);
        RelationExpr local = run.local(query);
        RelationExpr global = run.global(local);
        DataflowDescription dataflow = run.dataflow("subscribe " + target.sink(), target.object(), global,
                Map.of(target.sink(),
                        new Export.Subscribe(target.object(), target.withSnapshot(), RelationTypes.typeOf(global))));
        return run.result(dataflow, local, global);
    }
}
