package dev.mizu.optimizer.transform;

import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Threshold;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.analysis.NonNegativity;

/**
 * Removes a threshold over what is never negative.
 *
 * <pre>
 * Threshold (Union (A, B))   becomes   Union (A, B)
 * </pre>
 */
public final class ElideThreshold implements Transform {
    @Override
    public String name() {
        return "elide_threshold";
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return Trees.rewriteUp(expr, node -> node instanceof Threshold(var input) && NonNegativity.nonNegative(input)
                ? input : node);
    }
}
