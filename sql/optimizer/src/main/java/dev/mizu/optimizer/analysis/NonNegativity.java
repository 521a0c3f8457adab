package dev.mizu.optimizer.analysis;

import dev.mizu.expr.relation.RelationExpr;

/** Whether no row can occur less than zero times; collections that are read never do. */
public final class NonNegativity {
    private NonNegativity() {}

    public static boolean nonNegative(RelationExpr expr) {
        return switch (expr) {
            case RelationExpr.Constant c -> c.rows().stream().allMatch(row -> row.diff() > 0);
            case RelationExpr.Get g -> true;
            // Nothing is known of the value here.
            case RelationExpr.LocalGet g -> false;
            case RelationExpr.Let l -> nonNegative(l.body());
            case RelationExpr.LetRec l -> nonNegative(l.body());
            case RelationExpr.Project p -> nonNegative(p.input());
            case RelationExpr.Map m -> nonNegative(m.input());
            case RelationExpr.Filter f -> nonNegative(f.input());
            case RelationExpr.FlatMap f -> nonNegative(f.input());
            case RelationExpr.Join j -> j.inputs().stream().allMatch(NonNegativity::nonNegative);
            case RelationExpr.Reduce r -> true;
            case RelationExpr.TopK t -> nonNegative(t.input());
            case RelationExpr.Window w -> true;
            case RelationExpr.Negate n -> false;
            case RelationExpr.Threshold t -> true;
            case RelationExpr.Union u -> u.inputs().stream().allMatch(NonNegativity::nonNegative);
            case RelationExpr.ArrangeBy a -> nonNegative(a.input());
        };
    }
}
