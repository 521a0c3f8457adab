package dev.mizu.optimizer.transform;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.TopK;
import dev.mizu.expr.relation.RelationKeys;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.Datum;
import java.util.Optional;

/**
 * Removes a TopK that lets every row through, and makes one of two that rank alike.
 *
 * <pre>
 * TopK without limit or offset (A)                        becomes   A
 * TopK by #0 limit 3 (A with key #0)                      becomes   A
 * TopK by #0 order #1 limit 2 (TopK .. limit 5 (A))       becomes   TopK by #0 order #1 limit 2 (A)
 * </pre>
 */
public final class ElideTopK implements Transform {
    @Override
    public String name() {
        return "elide_top_k";
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return Trees.rewriteUp(expr, node -> node instanceof TopK topK ? step(topK) : node);
    }

    private static RelationExpr step(TopK topK) {
        boolean unlimited = topK.limit().isEmpty() || topK.limit().get() instanceof ScalarExpr.Literal l
                && l.value().isNull();
        if (unlimited && topK.offset() == 0) {
            return topK.input();
        }
        Optional<Long> limit = literalLimit(topK);
        boolean singles = RelationKeys.of(topK.input()).stream().anyMatch(topK.groupKey()::containsAll);
        if (singles && topK.offset() > 0) {
            return Constants.empty(topK);
        }
        if (singles && limit.isPresent() && limit.get() > 0) {
            return topK.input();
        }
        return topK.input() instanceof TopK inner ? fused(topK, inner) : topK;
    }

    private static Optional<Long> literalLimit(TopK topK) {
        return topK.limit().filter(Scalars::literal).map(expr -> ((ScalarExpr.Literal) expr).value())
                .filter(value -> !value.isNull()).map(Datum::asLong);
    }

    /** The outer takes its rows from the inner's: offsets add up, the inner's limit is an end for both. */
    private static RelationExpr fused(TopK outer, TopK inner) {
        boolean alike = outer.groupKey().equals(inner.groupKey()) && outer.order().equals(inner.order());
        Optional<Long> most = literalLimit(inner);
        Optional<Long> wanted = literalLimit(outer);
        boolean literal = (inner.limit().isEmpty() || most.isPresent())
                && (outer.limit().isEmpty() || wanted.isPresent());
        if (!alike || !literal) {
            return outer;
        }
        Optional<Long> left = most.map(m -> Math.max(0, m - outer.offset()));
        Optional<Long> limit = left.isPresent() && wanted.isPresent()
                ? Optional.of(Math.min(left.get(), wanted.get())) : left.or(() -> wanted);
        return new TopK(inner.input(), inner.groupKey(), inner.order(),
                limit.map(l -> new ScalarExpr.Literal(Datum.of(l), SimpleType.INT8.notNull())),
                inner.offset() + outer.offset());
    }
}
