package dev.mizu.optimizer.transform;

import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Filter;
import dev.mizu.expr.relation.RelationExpr.Map;
import dev.mizu.expr.relation.RelationExpr.Negate;
import dev.mizu.expr.relation.RelationExpr.Project;
import dev.mizu.expr.relation.RelationExpr.Union;
import dev.mizu.expr.relation.Trees;
import java.util.ArrayList;
import java.util.List;

/**
 * Flattens unions, lets negations meet and brings them to the top of a union's inputs, where opposites cancel.
 *
 * <pre>
 * Union(A, Union(B, Project(Negate(C))))   becomes   Union(A, B, Negate(Project(C)))
 * Negate(Union(A, Negate(B)))              becomes   Union(Negate(A), B)
 * Union(A, B, Negate(A))                   becomes   B
 * </pre>
 */
public final class FuseUnions implements Transform {
    @Override
    public String name() {
        return "fuse_unions";
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return Trees.rewriteUp(expr, FuseUnions::step);
    }

    private static RelationExpr step(RelationExpr node) {
        return switch (node) {
            case Negate(Negate(var inner)) -> inner;
            case Negate(Union union) ->
                    step(new Union(union.inputs().stream().map(input -> step(new Negate(input))).toList()));
            case Map(Negate(var inner), var scalars) -> new Negate(new Map(inner, scalars));
            case Filter(Negate(var inner), var predicates) -> new Negate(new Filter(inner, predicates));
            case Project(Negate(var inner), var outputs) -> new Negate(new Project(inner, outputs));
            // Columns are picked below a union, so that inputs that are equal look equal.
            case Project(Union union, var outputs) -> step(new Union(union.inputs().stream()
                    .map(input -> step(new Project(input, outputs))).toList()));
            case Union union -> flattened(union);
            default -> node;
        };
    }

    private static RelationExpr flattened(Union union) {
        List<RelationExpr> inputs = new ArrayList<>();
        boolean changed = false;
        for (RelationExpr input : union.inputs()) {
            if (input instanceof Union inner) {
                inputs.addAll(inner.inputs());
                changed = true;
            } else if (!cancelled(input, inputs)) {
                inputs.add(input);
            } else {
                changed = true;
            }
        }
        if (inputs.isEmpty()) {
            return Constants.empty(union);
        }
        return inputs.size() == 1 ? inputs.get(0) : changed ? flattened(new Union(inputs)) : union;
    }

    /** Takes the opposite of {@code input} out of {@code others} where it is there. */
    private static boolean cancelled(RelationExpr input, List<RelationExpr> others) {
        return input instanceof Negate(var positive) ? others.remove(positive) : others.remove(new Negate(input));
    }
}
