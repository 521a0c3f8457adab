package dev.mizu.optimizer;

import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.notice.RawNotice;
import java.util.List;

/**
 * A plan and how it came about.
 *
 * @param local the tree after the transforms that need no oracle, views not yet expanded: what a view stores
 * @param global the tree that was lowered, views expanded, joins not yet planned
 * @param trace every transform that ran, in order
 */
public record Optimized<P>(
        P plan, RelationExpr local, RelationExpr global, List<RawNotice> notices, List<TraceEntry> trace) {
    public Optimized {
        notices = List.copyOf(notices);
        trace = List.copyOf(trace);
    }

    public <Q> Optimized<Q> withPlan(Q newPlan) {
        return new Optimized<>(newPlan, local, global, notices, trace);
    }

    /**
     * One run of one transform.
     *
     * @param path the pipeline phase and the transform, for example {@code optimize/local/fold_constants}
     * @param after the tree it left, the one it was given when nothing changed
     */
    public record TraceEntry(String path, long nanos, boolean changed, RelationExpr after) {}
}
