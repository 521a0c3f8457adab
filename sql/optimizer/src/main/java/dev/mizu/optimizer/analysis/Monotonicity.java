package dev.mizu.optimizer.analysis;

import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.RelationExpr;

/** Whether a collection only ever grows. Nothing is known of collections that are read; constants never change. */
public final class Monotonicity {
    private Monotonicity() {}

    public static boolean monotonic(RelationExpr expr) {
        return switch (expr) {
            case RelationExpr.Constant c -> c.rows().stream().allMatch(row -> row.diff() > 0);
            case RelationExpr.Get g -> false;
            case RelationExpr.LocalGet g -> false;
            case RelationExpr.Let l -> monotonic(l.body());
            case RelationExpr.LetRec l -> false;
            case RelationExpr.Project p -> monotonic(p.input());
            case RelationExpr.Map m -> monotonic(m.input());
            case RelationExpr.Filter f -> monotonic(f.input())
                    && f.predicates().stream().noneMatch(ScalarExprs::unmaterializable);
            case RelationExpr.FlatMap f -> monotonic(f.input());
            case RelationExpr.Join j -> j.inputs().stream().allMatch(Monotonicity::monotonic);
            case RelationExpr.Reduce r -> r.aggregates().isEmpty() && monotonic(r.input());
            case RelationExpr.TopK t -> false;
            case RelationExpr.Window w -> false;
            case RelationExpr.Negate n -> false;
            case RelationExpr.Threshold t -> monotonic(t.input());
            case RelationExpr.Union u -> u.inputs().stream().allMatch(Monotonicity::monotonic);
            case RelationExpr.ArrangeBy a -> monotonic(a.input());
        };
    }
}
