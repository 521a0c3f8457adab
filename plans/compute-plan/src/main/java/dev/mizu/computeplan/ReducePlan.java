package dev.mizu.computeplan;

import dev.mizu.expr.relation.AggregateExpr;
import java.util.List;

/** How a reduction is carried out. */
public sealed interface ReducePlan {
    /** No aggregates: the keys that occur. */
    record Distinct() implements ReducePlan {}

    /** All aggregates are sums of contributions (count, sum, avg ...), distinct ones included. */
    record Accumulable(List<AggregateExpr> aggregates) implements ReducePlan {
        public Accumulable {
            aggregates = List.copyOf(aggregates);
        }
    }

    /** All aggregates are minima and maxima. {@code monotonic}: the input never retracts. */
    record Hierarchical(List<AggregateExpr> aggregates, boolean monotonic) implements ReducePlan {
        public Hierarchical {
            aggregates = List.copyOf(aggregates);
        }
    }

    /** Aggregates recomputed from the rows of their group. */
    record Basic(List<AggregateExpr> aggregates) implements ReducePlan {
        public Basic {
            aggregates = List.copyOf(aggregates);
        }
    }

    /** Several kinds at once, each kept its own way and put together by group; {@code monotonic} as above. */
    record Mixed(List<AggregateExpr> aggregates, boolean monotonic) implements ReducePlan {
        public Mixed {
            aggregates = List.copyOf(aggregates);
        }
    }
}
