package dev.mizu.optimizer.pipeline;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.BuiltObject;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.Optimized;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.lowering.Imports;
import dev.mizu.optimizer.lowering.Lowering;
import dev.mizu.optimizer.notice.RawNotice;
import dev.mizu.optimizer.transform.TransformContext;
import dev.mizu.repr.time.Timestamps;
import java.util.List;
import java.util.Map;

/** One run of a pipeline: the phases shared by all, and what is noted on the way. On the session's thread. */
final class Optimization {
    private final TransformContext context;
    private final Phase.Run run;

    Optimization(OptimizerContext context) {
        this.context = new TransformContext(context);
        this.run = new Phase.Run(this.context);
    }

    void notice(RawNotice notice) {
        context.notice(notice);
    }

    /** Simplifies without asking what indexes there are; views stay names. */
    RelationExpr local(RelationExpr expr) {
        return Phases.LOCAL.run(expr, run);
    }

    /** Expands views and simplifies across them. */
    RelationExpr global(RelationExpr expr) {
        return Phases.GLOBAL.run(expr, run);
    }

    /** A dataflow that builds one object and exports it. */
    DataflowDescription dataflow(String name, GlobalId object, RelationExpr expr, Map<GlobalId, Export> exports) {
        Imports imports = new Imports(context.optimizer());
        BuiltObject built = new BuiltObject(object, Lowering.lower(expr, imports, context));
        return new DataflowDescription(name, imports.shards(), imports.indexes(), List.of(built), exports,
                Timestamps.MIN, Timestamps.CLOSED);
    }

    <P> Optimized<P> result(P plan, RelationExpr local, RelationExpr global) {
        return new Optimized<>(plan, local, global, context.notices(), run.trace());
    }
}
