package dev.mizu.optimizer.transform;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.scalar.Scalars;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Moves predicates down to where their columns come from; equalities between inputs of a join become part of it.
 *
 * <pre>
 * Filter (#0 = 1, #1 = #2) (Join(A, B))   becomes   Join on #1 = #2 (Filter (#0 = 1) (A), B)
 * </pre>
 *
 * A predicate that may fail moves only where it meets the same rows: never into a join, whose other inputs might have
 * dropped the row before it failed.
 */
public final class PushPredicates implements Transform {
    /** A predicate that would be written larger than this to pass a map stays above it. */
    private static final int SIZE_MAX = 60;

    @Override
    public String name() {
        return "push_predicates";
    }

    @Override
    public List<String> after() {
        return List.of("simplify_scalars");
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        RelationExpr pushed = push(expr, List.of(), 0);
        return pushed.equals(expr) ? expr : pushed;
    }

    /** The rows of {@code expr} for which all predicates hold. */
    static RelationExpr push(RelationExpr expr, List<ScalarExpr> predicates, int depth) {
        Trees.guard(depth);
        int deeper = depth + 1;
        return switch (expr) {
            case RelationExpr.Filter f -> {
                List<ScalarExpr> all = new ArrayList<>(f.predicates());
                all.addAll(predicates);
                yield push(f.input(), Scalars.conjuncts(all), deeper);
            }
            case RelationExpr.Map m -> map(m, predicates, deeper);
            case RelationExpr.Project p -> {
                List<ScalarExpr> moved = predicates.stream()
                        .map(predicate -> ScalarExprs.mapColumns(predicate, p.outputs()::get)).toList();
                yield new RelationExpr.Project(push(p.input(), moved, deeper), p.outputs());
            }
            case RelationExpr.Join j -> new JoinPredicates(j, predicates).push(deeper);
            case RelationExpr.Reduce r -> reduce(r, predicates, deeper);
            case RelationExpr.TopK t -> {
                BitSet group = new BitSet();
                t.groupKey().forEach(group::set);
                yield partly(t, predicates, p -> !Scalars.fallible(p) && within(p, group), deeper);
            }
            case RelationExpr.Window w -> {
                BitSet partition = new BitSet();
                w.partition().forEach(partition::set);
                yield partly(w, predicates, p -> !Scalars.fallible(p) && within(p, partition), deeper);
            }
            case RelationExpr.FlatMap f -> {
                BitSet input = new BitSet();
                input.set(0, RelationTypes.arity(f.input()));
                yield partly(f, predicates, p -> !Scalars.fallible(p) && within(p, input), deeper);
            }
            case RelationExpr.Threshold t -> partly(t, predicates, p -> !Scalars.fallible(p), deeper);
            case RelationExpr.Negate n -> partly(n, predicates, p -> true, deeper);
            case RelationExpr.ArrangeBy a -> partly(a, predicates, p -> true, deeper);
            case RelationExpr.Union u -> {
                // Rows that cancel each other would both raise what neither raises when they are gone.
                boolean cancels = Trees.any(u, node -> node instanceof RelationExpr.Negate);
                yield partly(u, predicates, p -> !cancels || !Scalars.fallible(p), deeper);
            }
            case RelationExpr.Let l -> LetPredicates.push(l, predicates, deeper);
            case RelationExpr.LetRec l -> {
                RelationExpr inner = Trees.mapChildren(l, child -> child == l.body()
                        ? push(child, predicates, deeper) : push(child, List.of(), deeper));
                yield inner;
            }
            case RelationExpr.Constant c -> filtered(c, predicates);
            case RelationExpr.Get g -> filtered(g, predicates);
            case RelationExpr.LocalGet g -> filtered(g, predicates);
        };
    }

    static RelationExpr filtered(RelationExpr expr, List<ScalarExpr> predicates) {
        return predicates.isEmpty() ? expr : new RelationExpr.Filter(expr, predicates);
    }

    private static boolean within(ScalarExpr predicate, BitSet columns) {
        BitSet others = ScalarExprs.columns(predicate);
        others.andNot(columns);
        return others.isEmpty();
    }

    /** Predicates that may pass go to every relation below, whose columns are the node's. */
    private static RelationExpr partly(
            RelationExpr node, List<ScalarExpr> predicates, Predicate<ScalarExpr> passes, int depth) {
        List<ScalarExpr> down = movable(predicates, passes);
        return filtered(Trees.mapChildren(node, child -> push(child, down, depth)), without(predicates, down));
    }

    /** A predicate that may fail moves only together with all others: one that stays might have masked its error. */
    private static List<ScalarExpr> movable(List<ScalarExpr> predicates, Predicate<ScalarExpr> passes) {
        boolean all = predicates.stream().allMatch(passes);
        return predicates.stream().filter(p -> passes.test(p) && (all || !Scalars.fallible(p))).toList();
    }

    private static List<ScalarExpr> without(List<ScalarExpr> predicates, List<ScalarExpr> moved) {
        return predicates.stream().filter(p -> !moved.contains(p)).toList();
    }

    private static RelationExpr map(RelationExpr.Map map, List<ScalarExpr> predicates, int depth) {
        int arity = RelationTypes.arity(map.input());
        List<ScalarExpr> columns = new ArrayList<>(Scalars.columns(arity));
        map.scalars().forEach(scalar -> columns.add(Scalars.substitute(scalar, columns)));
        List<ScalarExpr> down = movable(predicates, predicate -> Scalars.size(Scalars.substitute(predicate, columns))
                <= Math.max(SIZE_MAX, Scalars.size(predicate)));
        List<ScalarExpr> written = down.stream().map(p -> Scalars.substitute(p, columns)).toList();
        return filtered(new RelationExpr.Map(push(map.input(), written, depth), map.scalars()),
                without(predicates, down));
    }

    private static RelationExpr reduce(RelationExpr.Reduce reduce, List<ScalarExpr> predicates, int depth) {
        BitSet keys = new BitSet();
        keys.set(0, reduce.keys().size());
        List<ScalarExpr> down = movable(predicates, predicate -> within(predicate, keys));
        List<ScalarExpr> written = down.stream().map(p -> Scalars.substitute(p, reduce.keys())).toList();
        return filtered(new RelationExpr.Reduce(push(reduce.input(), written, depth), reduce.keys(),
                reduce.aggregates(), reduce.groupSizeHint()), without(predicates, down));
    }
}
