package dev.mizu.optimizer.transform;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.Equality;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.notice.RawNotice;
import dev.mizu.optimizer.scalar.ScalarSimplification;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.repr.ColumnType;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes every scalar more simply, knowing the types of the columns it reads; predicates are taken apart into
 * conjuncts.
 *
 * <pre>
 * Filter ((#0 = 1 AND true) AND (#1) IS NULL), #1 not null   becomes   Filter (#0 = 1) AND false
 * </pre>
 *
 * A comparison with NULL is noticed here, before it is folded away.
 */
public final class SimplifyScalars implements Transform {
    @Override
    public String name() {
        return "simplify_scalars";
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return Trees.rewriteUp(expr, node -> {
            Trees.scalars(node).forEach(scalar -> noticeNull(scalar, context));
            return simplified(node);
        });
    }

    private static void noticeNull(ScalarExpr expr, TransformContext context) {
        boolean compares = expr instanceof ScalarExpr.Call call
                && (Equality.of(call).isPresent() || call.function().name().equals("<>"))
                && call.args().stream().anyMatch(arg -> arg instanceof ScalarExpr.Literal l && l.value().isNull());
        if (compares) {
            context.notice(new RawNotice.EqualsNull());
        }
        expr.children().forEach(child -> noticeNull(child, context));
    }

    private static RelationExpr simplified(RelationExpr node) {
        return switch (node) {
            case RelationExpr.Map map -> {
                List<ColumnType> columns = new ArrayList<>(RelationTypes.columnsOf(map.input()));
                yield Trees.mapScalars(map, scalar -> {
                    ScalarExpr simpler = ScalarSimplification.simplify(scalar, columns);
                    columns.add(ScalarExprs.typeOf(simpler, columns));
                    return simpler;
                });
            }
            case RelationExpr.Filter filter -> {
                List<ColumnType> columns = RelationTypes.columnsOf(filter.input());
                List<ScalarExpr> simpler = Scalars.conjuncts(filter.predicates().stream()
                        .map(p -> ScalarSimplification.simplify(p, columns)).toList());
                yield simpler.isEmpty() ? filter.input() : simpler.equals(filter.predicates()) ? filter
                        : new RelationExpr.Filter(filter.input(), simpler);
            }
            case RelationExpr.Join join -> {
                List<ColumnType> columns = join.inputs().stream()
                        .flatMap(input -> RelationTypes.columnsOf(input).stream()).toList();
                yield Trees.mapScalars(join, scalar -> ScalarSimplification.simplify(scalar, columns));
            }
            case RelationExpr.FlatMap flatMap -> overInput(flatMap, flatMap.input());
            case RelationExpr.Reduce reduce -> overInput(reduce, reduce.input());
            case RelationExpr.TopK topK -> overInput(topK, topK.input());
            case RelationExpr.Window window -> overInput(window, window.input());
            case RelationExpr.ArrangeBy arrange -> overInput(arrange, arrange.input());
            default -> node;
        };
    }

    private static RelationExpr overInput(RelationExpr node, RelationExpr input) {
        if (Trees.scalars(node).isEmpty()) {
            return node;
        }
        List<ColumnType> columns = RelationTypes.columnsOf(input);
        return Trees.mapScalars(node, scalar -> ScalarSimplification.simplify(scalar, columns));
    }
}
