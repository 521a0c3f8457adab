package dev.mizu.optimizer.pipeline;

import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.Optimized;
import dev.mizu.optimizer.OptimizerContext;

/** CREATE VIEW: the tree that is stored and expanded where the view is used. */
public final class ViewPipeline {
    private ViewPipeline() {}

    /** The view's tree, simplified without asking what indexes there are. */
    public static Optimized<RelationExpr> optimize(RelationExpr view, OptimizerContext context) {
        Optimization run = new Optimization(context);
        RelationExpr local = run.local(view);
        return run.result(local, local, local);
    }
}
