package dev.mizu.optimizer.analysis;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.Equality;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationKeys;
import dev.mizu.optimizer.oracle.Statistics;

/** A guess of how many rows a relation has. Only comparisons between guesses mean anything. */
public final class Cardinality {
    private static final double UNKNOWN = 10_000;
    private static final double EQUALITY = 0.1;
    private static final double OTHER_PREDICATE = 0.4;
    private static final double GROUPS = 0.2;
    private static final double FLAT_MAP = 3;

    private Cardinality() {}

    public static double of(RelationExpr expr, Statistics statistics) {
        if (RelationKeys.of(expr).stream().anyMatch(key -> key.isEmpty())) {
            return 1;
        }
        return switch (expr) {
            case RelationExpr.Constant c -> c.rows().size();
            case RelationExpr.Get g -> statistics.cardinality(g.id()).orElse((long) UNKNOWN);
            case RelationExpr.LocalGet g -> UNKNOWN;
            case RelationExpr.Let l -> of(l.body(), statistics);
            case RelationExpr.LetRec l -> of(l.body(), statistics);
            case RelationExpr.Project p -> of(p.input(), statistics);
            case RelationExpr.Map m -> of(m.input(), statistics);
            case RelationExpr.Filter f -> filtered(f, statistics);
            case RelationExpr.FlatMap f -> FLAT_MAP * of(f.input(), statistics);
            case RelationExpr.Join j -> joined(j, statistics);
            case RelationExpr.Reduce r -> r.keys().isEmpty() ? 1 : GROUPS * of(r.input(), statistics);
            case RelationExpr.TopK t -> topK(t, statistics);
            case RelationExpr.Window w -> of(w.input(), statistics);
            case RelationExpr.Negate n -> of(n.input(), statistics);
            case RelationExpr.Threshold t -> of(t.input(), statistics);
            case RelationExpr.Union u -> u.inputs().stream().mapToDouble(input -> of(input, statistics)).sum();
            case RelationExpr.ArrangeBy a -> of(a.input(), statistics);
        };
    }

    private static double filtered(RelationExpr.Filter filter, Statistics statistics) {
        double rows = of(filter.input(), statistics);
        for (ScalarExpr predicate : filter.predicates()) {
            rows *= Equality.of(predicate).isPresent() ? EQUALITY : OTHER_PREDICATE;
        }
        return rows;
    }

    /** The largest input where something connects them, else all combinations. */
    private static double joined(RelationExpr.Join join, Statistics statistics) {
        double largest = 1;
        double product = 1;
        for (RelationExpr input : join.inputs()) {
            double rows = of(input, statistics);
            largest = Math.max(largest, rows);
            product *= rows;
        }
        return join.equivalences().size() >= join.inputs().size() - 1 ? largest : product;
    }

    private static double topK(RelationExpr.TopK topK, Statistics statistics) {
        double rows = of(topK.input(), statistics);
        boolean few = topK.groupKey().isEmpty() && topK.limit().isPresent()
                && topK.limit().get() instanceof ScalarExpr.Literal;
        return few && topK.limit().get() instanceof ScalarExpr.Literal literal && !literal.value().isNull()
                ? Math.min(rows, literal.value().asLong()) : rows;
    }
}
