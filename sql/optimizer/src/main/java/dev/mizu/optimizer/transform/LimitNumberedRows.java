package dev.mizu.optimizer.transform;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.WindowFunction.Positional;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Filter;
import dev.mizu.expr.relation.RelationExpr.TopK;
import dev.mizu.expr.relation.RelationExpr.Window;
import dev.mizu.expr.relation.RelationKeys;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.relation.Trees;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.SimpleType;
import java.util.List;
import java.util.Optional;

/**
 * Numbers only the rows whose number may pass a filter. A row's number is its place in the order, so the rows behind
 * the last number wanted are those that a TopK leaves out; what is computed beside must not look at them either.
 *
 * <pre>
 * Filter (#2 <= 3) (Window by #0 order #1 row_number() (A))
 *     becomes   Filter (#2 <= 3) (Window by #0 order #1 row_number() (TopK by #0 order #1 limit 3 (A)))
 * </pre>
 */
public final class LimitNumberedRows implements Transform {
    @Override
    public String name() {
        return "limit_numbered_rows";
    }

    @Override
    public List<String> after() {
        return List.of("push_predicates");
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return Trees.rewriteUp(expr, node -> node instanceof Filter(Window window, var predicates)
                ? step((Filter) node, window, predicates) : node);
    }

    private static RelationExpr step(Filter filter, Window window, List<ScalarExpr> predicates) {
        boolean backward = window.functions().stream().allMatch(LimitNumberedRows::looksBack);
        boolean singles = RelationKeys.of(window.input()).stream().anyMatch(window.partition()::containsAll);
        Optional<Long> most = backward && !singles ? most(window, predicates) : Optional.empty();
        if (most.isEmpty() || most.get() < 1 || limited(window.input(), window.partition(), most.get())) {
            return filter;
        }
        ScalarExpr limit = new ScalarExpr.Literal(Datum.of(most.get()), SimpleType.INT8.notNull());
        RelationExpr first =
                new TopK(window.input(), window.partition(), window.order(), Optional.of(limit), 0);
        return new Filter(
                new Window(first, window.partition(), window.order(), window.functions()), predicates);
    }

    /** Whether the values of a row depend on it and those before it alone. */
    private static boolean looksBack(WindowExpr expr) {
        return expr.function() == Positional.ROW_NUMBER || expr.function() == Positional.RANK
                || expr.function() == Positional.DENSE_RANK
                || expr.function() == Positional.LAG && expr.args().size() == 1;
    }

    /** The greatest number of a row that may pass. */
    private static Optional<Long> most(Window window, List<ScalarExpr> predicates) {
        int arity = RelationTypes.arity(window.input());
        Optional<Long> most = Optional.empty();
        for (ScalarExpr predicate : predicates) {
            if (predicate instanceof ScalarExpr.Call(var function, var args, var type) && args.size() == 2
                    && args.get(0) instanceof ScalarExpr.Column(int column) && column >= arity
                    && window.functions().get(column - arity).function() == Positional.ROW_NUMBER
                    && args.get(1) instanceof ScalarExpr.Literal(Datum value, var valueType) && !value.isNull()
                    && valueType.scalar().physical() == PhysicalType.INT) {
                Optional<Long> bound = switch (function.name()) {
                    case "=", "<=" -> Optional.of(value.asLong());
                    case "<" -> Optional.of(value.asLong()).filter(v -> v > 0).map(v -> v - 1);
                    default -> Optional.empty();
                };
                most = most.isPresent() && bound.isPresent()
                        ? Optional.of(Math.min(most.get(), bound.get())) : most.or(() -> bound);
            }
        }
        return most;
    }

    /** Whether a group of {@code key} columns is known to have no more than {@code most} rows, by a TopK below. */
    private static boolean limited(RelationExpr expr, List<Integer> key, long most) {
        return switch (expr) {
            case RelationExpr.Project p -> limited(p.input(), key.stream().map(p.outputs()::get).toList(), most);
            case Filter f -> limited(f.input(), key, most);
            case TopK t -> key.containsAll(t.groupKey()) && t.limit().isPresent()
                    && t.limit().get() instanceof ScalarExpr.Literal l && !l.value().isNull()
                    && l.value().asLong() <= most;
            default -> false;
        };
    }
}
