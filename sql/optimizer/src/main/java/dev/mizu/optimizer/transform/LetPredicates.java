package dev.mizu.optimizer.transform;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Filter;
import dev.mizu.expr.relation.RelationExpr.Let;
import dev.mizu.expr.relation.RelationExpr.LocalGet;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.scalar.Scalars;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The part of {@link PushPredicates} that passes a binding: what all uses filter by, the value is filtered by. */
final class LetPredicates {
    private final LocalId id;
    private final List<Set<ScalarExpr>> uses = new ArrayList<>();

    private LetPredicates(LocalId id) {
        this.id = id;
    }

    static RelationExpr push(Let let, List<ScalarExpr> predicates, int depth) {
        RelationExpr body = PushPredicates.push(let.body(), predicates, depth);
        LetPredicates walk = new LetPredicates(let.id());
        walk.gather(body);
        Set<ScalarExpr> common = walk.common();
        RelationExpr value = PushPredicates.push(let.value(), List.copyOf(common), depth);
        return new Let(let.id(), value, common.isEmpty() ? body : walk.without(body, common));
    }

    private void gather(RelationExpr expr) {
        if (expr instanceof Filter(LocalGet get, var predicates) && get.id().equals(id)) {
            Set<ScalarExpr> safe = new LinkedHashSet<>(predicates);
            safe.removeIf(Scalars::fallible);
            uses.add(safe);
        } else if (expr instanceof LocalGet get && get.id().equals(id)) {
            uses.add(Set.of());
        } else {
            expr.children().forEach(this::gather);
        }
    }

    private Set<ScalarExpr> common() {
        if (uses.isEmpty()) {
            return Set.of();
        }
        Set<ScalarExpr> common = new LinkedHashSet<>(uses.get(0));
        uses.forEach(common::retainAll);
        return common;
    }

    private RelationExpr without(RelationExpr body, Set<ScalarExpr> common) {
        return Trees.rewriteUp(body, node -> node instanceof Filter(LocalGet get, var predicates)
                && get.id().equals(id)
                ? PushPredicates.filtered(get, predicates.stream().filter(p -> !common.contains(p)).toList())
                : node);
    }
}
