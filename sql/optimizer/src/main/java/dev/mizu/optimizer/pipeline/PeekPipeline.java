package dev.mizu.optimizer.pipeline;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.optimizer.Optimized;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.OptimizerFeatures;
import dev.mizu.optimizer.PeekPlan;
import dev.mizu.optimizer.PeekTemplate;
import dev.mizu.optimizer.lowering.FastPath;
import dev.mizu.repr.RelationType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** SELECT. */
public final class PeekPipeline {
    private PeekPipeline() {}

    /** The transient ids that a slow-path read may use: of the collection that it builds, and of the index on it. */
    public record Ids(GlobalId object, GlobalId index) {}

    /** The way to answer a query. Statement-level values have been replaced by literals before. */
    public static Optimized<PeekPlan> optimize(
            RelationExpr query, Finishing finishing, Ids ids, OptimizerContext context) {
        // What is built for one answer is not kept up to date: a chain has a step an input, a delta join their square.
        Optimization run = new Optimization(
                context.with(context.features().without(OptimizerFeatures.EAGER_DELTA_JOINS)));
        Wanted wanted = Wanted.of(query, finishing);
        RelationExpr local = run.local(wanted.query());
        RelationExpr global = run.global(local);
        Optional<PeekPlan> fast = context.features().enabled(OptimizerFeatures.FAST_PATH)
                ? FastPath.of(global, wanted.finishing(), context, run::notice) : Optional.empty();
        PeekPlan plan = fast.orElseGet(() -> slow(run, global, wanted.finishing(), ids));
        return run.result(plan, local, global);
    }

    /** The query without the columns that finishing neither sorts by nor gives. */
    private record Wanted(RelationExpr query, Finishing finishing) {
        static Wanted of(RelationExpr query, Finishing finishing) {
            TreeSet<Integer> columns = new TreeSet<>(finishing.project());
            finishing.order().forEach(order -> columns.add(order.column()));
            if (columns.size() == RelationTypes.arity(query)) {
                return new Wanted(query, finishing);
            }
            List<Integer> kept = List.copyOf(columns);
            List<ColumnOrder> order = finishing.order().stream().map(o -> new ColumnOrder(
                    kept.indexOf(o.column()), o.descending(), o.nullsLast())).toList();
            return new Wanted(new RelationExpr.Project(query, kept), new Finishing(order, finishing.limit(),
                    finishing.offset(), finishing.project().stream().map(kept::indexOf).toList()));
        }
    }

    /**
     * A way to answer a query that holds for all values of its parameters, now and for as long as the context says the
     * same. Empty when the query needs more than one index, or reads a value of the statement.
     */
    public static Optional<PeekTemplate> template(
            RelationExpr query, Finishing finishing, OptimizerContext context) {
        Optimization run = new Optimization(context);
        return FastPath.template(run.global(run.local(query)), finishing, context, run::notice);
    }

    private static PeekPlan slow(Optimization run, RelationExpr global, Finishing finishing, Ids ids) {
        RelationType type = RelationTypes.typeOf(global);
        List<ScalarExpr> key = indexKey(type);
        DataflowDescription dataflow = run.dataflow("peek " + ids.index(), ids.object(), global,
                Map.of(ids.index(), new Export.Index(ids.object(), key, type)));
        return new PeekPlan.DataflowPeek(dataflow, ids.index(), key, Mfp.identity(type.arity()), finishing);
    }

    /** Few columns that are unique where known, else all of them: the arrangement should spread. */
    private static List<ScalarExpr> indexKey(RelationType type) {
        List<Integer> columns = type.keys().stream().min(Comparator.comparingInt(List::size))
                .orElseGet(() -> IntStream.range(0, type.arity()).boxed().toList());
        return columns.stream().map(c -> (ScalarExpr) new ScalarExpr.Column(c)).toList();
    }
}
