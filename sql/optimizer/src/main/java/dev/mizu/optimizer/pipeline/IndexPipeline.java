package dev.mizu.optimizer.pipeline;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.Optimized;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.notice.RawNotice;
import dev.mizu.optimizer.oracle.IndexDef;
import dev.mizu.repr.RelationType;
import java.util.List;
import java.util.Map;

/** CREATE INDEX. */
public final class IndexPipeline {
    private IndexPipeline() {}

    /**
     * The index to build.
     *
     * @param object a transient id for the collection that the dataflow arranges
     * @param name for people
     * @param on a view, or a stored collection of the given type
     */
    public record Target(
            GlobalId index, GlobalId object, String name, GlobalId on, List<ScalarExpr> key, RelationType type) {
        public Target {
            key = List.copyOf(key);
        }
    }

    /** The dataflow; its as-of is not yet set. The index oracle must not list the index itself. */
    public static Optimized<DataflowDescription> optimize(Target target, OptimizerContext context) {
        Optimization run = new Optimization(context);
        if (target.key().isEmpty()) {
            run.notice(new RawNotice.IndexKeyEmpty(target.index()));
        }
        for (IndexDef other : context.indexes().indexesOn(target.on(), context.cluster())) {
            if (other.key().equals(target.key()) && !other.id().equals(target.index())) {
                run.notice(new RawNotice.IndexAlreadyExists(
                        target.index(), other.id(), target.on(), target.key()));
            }
        }
        RelationExpr local = new RelationExpr.Get(target.on(), target.type());
        RelationExpr global = run.global(local);
        DataflowDescription dataflow = run.dataflow(target.name(), target.object(), global,
                Map.of(target.index(), new Export.Index(target.object(), target.key(), target.type())));
        return run.result(dataflow, local, global);
    }
}
