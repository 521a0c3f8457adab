package dev.mizu.optimizer.transform;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.LocalGet;
import dev.mizu.expr.relation.RelationExpr.Project;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.relation.Trees;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.optimizer.join.JoinGraph;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.repr.RelationType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Drops columns where they come from when nobody above reads them: maps, aggregates, columns of join inputs and of
 * bindings. Of columns that a join makes equal, the first is read.
 *
 * <pre>
 * Project(#1) (Join on #0 = #2 (A, B))   becomes   Project(#1) (Join on #0 = #2 (Project(#0, #1) A, Project(#0) B))
 * </pre>
 */
public final class PushProjections implements Transform {
    @Override
    public String name() {
        return "push_projections";
    }

    @Override
    public List<String> after() {
        return List.of("push_predicates", "remove_redundant_joins");
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        RelationExpr pruned = new Pruning().prune(expr, all(expr), 0);
        return pruned.equals(expr) ? expr : pruned;
    }

    private static List<Integer> all(RelationExpr expr) {
        return IntStream.range(0, RelationTypes.arity(expr)).boxed().toList();
    }

    /** One walk; remembers which columns of each binding its uses read. */
    private static final class Pruning {
        private final Map<LocalId, BitSet> read = new HashMap<>();

        /** The columns {@code wanted} of {@code expr}, in that order. */
        private RelationExpr prune(RelationExpr expr, List<Integer> wanted, int depth) {
            Trees.guard(depth);
            return switch (expr) {
                case RelationExpr.Constant c -> project(c, wanted);
                case RelationExpr.Get g -> project(g, wanted);
                case LocalGet g -> {
                    wanted.forEach(read.computeIfAbsent(g.id(), id -> new BitSet())::set);
                    yield project(g, wanted);
                }
                case RelationExpr.Let l -> let(l, wanted, depth);
                case RelationExpr.LetRec l -> Trees.mapChildren(l, child -> child == l.body()
                        ? prune(child, wanted, depth + 1) : prune(child, all(child), depth + 1));
                case Project p -> prune(p.input(), wanted.stream().map(p.outputs()::get).toList(), depth + 1);
                case RelationExpr.Map m -> map(m, wanted, depth);
                case RelationExpr.Filter f -> {
                    Input input = input(f.input(), set(wanted), Scalars.columnsOf(f.predicates()), depth);
                    yield project(new RelationExpr.Filter(input.expr(), input.moved(f.predicates())),
                            input.columns(wanted));
                }
                case RelationExpr.FlatMap f -> flatMap(f, wanted, depth);
                case RelationExpr.Join j -> join(j, wanted, depth);
                case RelationExpr.Reduce r -> reduce(r, wanted, depth);
                case RelationExpr.TopK t -> topK(t, wanted, depth);
                case RelationExpr.Window w -> window(w, wanted, depth);
                case RelationExpr.Negate n -> new RelationExpr.Negate(prune(n.input(), wanted, depth + 1));
                case RelationExpr.Threshold t ->
                        project(new RelationExpr.Threshold(prune(t.input(), all(t.input()), depth + 1)), wanted);
                case RelationExpr.Union u -> new RelationExpr.Union(
                        u.inputs().stream().map(input -> prune(input, wanted, depth + 1)).toList());
                case RelationExpr.ArrangeBy a -> prune(a.input(), wanted, depth + 1);
            };
        }

        private static BitSet set(List<Integer> columns) {
            BitSet set = new BitSet();
            columns.forEach(set::set);
            return set;
        }

        private static RelationExpr project(RelationExpr expr, List<Integer> wanted) {
            if (wanted.equals(all(expr))) {
                return expr;
            }
            return expr instanceof Project p
                    ? new Project(p.input(), wanted.stream().map(p.outputs()::get).toList())
                    : new Project(expr, wanted);
        }

        /** A pruned input and where its columns went. */
        private record Input(RelationExpr expr, List<Integer> kept) {
            List<Integer> columns(List<Integer> before) {
                return before.stream().map(kept::indexOf).toList();
            }

            List<ScalarExpr> moved(List<ScalarExpr> exprs) {
                return exprs.stream().map(this::moved).toList();
            }

            List<ColumnOrder> ordered(List<ColumnOrder> order) {
                return order.stream().map(o -> new ColumnOrder(
                        kept.indexOf(o.column()), o.descending(), o.nullsLast())).toList();
            }

            ScalarExpr moved(ScalarExpr expr) {
                return ScalarExprs.mapColumns(expr, kept::indexOf);
            }
        }

        private Input input(RelationExpr expr, BitSet wanted, BitSet used, int depth) {
            BitSet needed = (BitSet) wanted.clone();
            needed.or(used);
            List<Integer> kept = needed.stream().boxed().toList();
            return new Input(prune(expr, kept, depth + 1), kept);
        }

        private RelationExpr map(RelationExpr.Map map, List<Integer> wanted, int depth) {
            int arity = RelationTypes.arity(map.input());
            BitSet needed = set(wanted);
            for (int i = map.scalars().size() - 1; i >= 0; i--) {
                if (needed.get(arity + i)) {
                    needed.or(ScalarExprs.columns(map.scalars().get(i)));
                }
            }
            List<Integer> kept = needed.stream().boxed().toList();
            List<Integer> below = kept.stream().filter(c -> c < arity).toList();
            List<ScalarExpr> scalars = kept.stream().filter(c -> c >= arity)
                    .map(c -> ScalarExprs.mapColumns(map.scalars().get(c - arity), kept::indexOf)).toList();
            RelationExpr input = prune(map.input(), below, depth + 1);
            return project(scalars.isEmpty() ? input : new RelationExpr.Map(input, scalars),
                    wanted.stream().map(kept::indexOf).toList());
        }

        private RelationExpr flatMap(RelationExpr.FlatMap flatMap, List<Integer> wanted, int depth) {
            int arity = RelationTypes.arity(flatMap.input());
            List<Integer> below = wanted.stream().filter(c -> c < arity).toList();
            Input input = input(flatMap.input(), set(below), Scalars.columnsOf(flatMap.args()), depth);
            RelationExpr.FlatMap pruned =
                    new RelationExpr.FlatMap(input.expr(), flatMap.function(), input.moved(flatMap.args()));
            return project(pruned, wanted.stream()
                    .map(c -> c < arity ? input.kept().indexOf(c) : c - arity + input.kept().size()).toList());
        }

        private RelationExpr join(RelationExpr.Join join, List<Integer> wanted, int depth) {
            JoinGraph graph = JoinGraph.of(join);
            List<Integer> firsts = wanted.stream().map(c -> first(c, join)).toList();
            BitSet needed = set(firsts);
            join.equivalences().forEach(equal -> needed.or(Scalars.columnsOf(equal)));
            List<Integer> kept = needed.stream().boxed().toList();
            List<RelationExpr> inputs = new ArrayList<>();
            for (int i = 0; i < graph.inputs(); i++) {
                int offset = graph.offset(i);
                int end = offset + graph.arity(i);
                List<Integer> local = kept.stream().filter(c -> c >= offset && c < end).map(c -> c - offset).toList();
                inputs.add(prune(join.inputs().get(i), local, depth + 1));
            }
            Input moved = new Input(join, kept);
            RelationExpr pruned = new RelationExpr.Join(
                    inputs, join.equivalences().stream().map(moved::moved).toList());
            return project(pruned, moved.columns(firsts));
        }

        /** The first of the columns that a join makes equal to one. */
        private static int first(int column, RelationExpr.Join join) {
            Optional<List<ScalarExpr>> equal = join.equivalences().stream()
                    .filter(e -> e.contains(Scalars.column(column))).findFirst();
            return equal.map(e -> e.stream().filter(x -> x instanceof ScalarExpr.Column)
                    .mapToInt(x -> ((ScalarExpr.Column) x).index()).min().orElse(column)).orElse(column);
        }

        private RelationExpr reduce(RelationExpr.Reduce reduce, List<Integer> wanted, int depth) {
            int keys = reduce.keys().size();
            List<Integer> kept = new ArrayList<>(IntStream.range(0, keys).boxed().toList());
            wanted.stream().filter(c -> c >= keys).distinct().sorted().forEach(kept::add);
            List<AggregateExpr> aggregates = kept.stream().filter(c -> c >= keys)
                    .map(c -> reduce.aggregates().get(c - keys)).toList();
            BitSet used = Scalars.columnsOf(reduce.keys());
            aggregates.forEach(aggregate -> aggregate.mapScalars(scalar -> {
                used.or(ScalarExprs.columns(scalar));
                return scalar;
            }));
            Input input = input(reduce.input(), new BitSet(), used, depth);
            RelationExpr pruned = new RelationExpr.Reduce(input.expr(), input.moved(reduce.keys()),
                    aggregates.stream().map(a -> a.mapScalars(input::moved)).toList(), reduce.groupSizeHint());
            return project(pruned, wanted.stream().map(kept::indexOf).toList());
        }

        private RelationExpr topK(RelationExpr.TopK topK, List<Integer> wanted, int depth) {
            BitSet used = set(topK.groupKey());
            topK.order().forEach(order -> used.set(order.column()));
            topK.limit().ifPresent(limit -> used.or(ScalarExprs.columns(limit)));
            Input input = input(topK.input(), set(wanted), used, depth);
            RelationExpr pruned = new RelationExpr.TopK(input.expr(), input.columns(topK.groupKey()),
                    input.ordered(topK.order()), topK.limit().map(input::moved), topK.offset());
            return project(pruned, input.columns(wanted));
        }

        private RelationExpr window(RelationExpr.Window window, List<Integer> wanted, int depth) {
            int arity = RelationTypes.arity(window.input());
            List<Integer> computed = wanted.stream().filter(c -> c >= arity).distinct().sorted().toList();
            List<Integer> below = wanted.stream().filter(c -> c < arity).toList();
            if (computed.isEmpty()) {
                return prune(window.input(), below, depth + 1);
            }
            List<WindowExpr> functions = computed.stream().map(c -> window.functions().get(c - arity)).toList();
            BitSet used = set(window.partition());
            window.order().forEach(order -> used.set(order.column()));
            functions.forEach(function -> function.mapScalars(scalar -> {
                used.or(ScalarExprs.columns(scalar));
                return scalar;
            }));
            Input input = input(window.input(), set(below), used, depth);
            RelationExpr pruned = new RelationExpr.Window(input.expr(), input.columns(window.partition()),
                    input.ordered(window.order()), functions.stream().map(f -> f.mapScalars(input::moved)).toList());
            return project(pruned, wanted.stream().map(c -> c < arity
                    ? input.kept().indexOf(c) : input.kept().size() + computed.indexOf(c)).toList());
        }

        private RelationExpr let(RelationExpr.Let let, List<Integer> wanted, int depth) {
            RelationExpr body = prune(let.body(), wanted, depth + 1);
            List<Integer> kept = read.getOrDefault(let.id(), new BitSet()).stream().boxed().toList();
            RelationExpr value = prune(let.value(), kept, depth + 1);
            RelationType type = RelationTypes.typeOf(value);
            return new RelationExpr.Let(let.id(), value, narrowed(body, new LocalGet(let.id(), type), kept));
        }

        /** The uses of a binding over fewer columns; a use is under a projection wherever it does not read all. */
        private static RelationExpr narrowed(RelationExpr expr, LocalGet narrow, List<Integer> kept) {
            return switch (expr) {
                case Project(LocalGet get, var outputs) when get.id().equals(narrow.id()) ->
                        project(narrow, outputs.stream().map(kept::indexOf).toList());
                case LocalGet get when get.id().equals(narrow.id()) -> narrow;
                default -> Trees.mapChildren(expr, child -> narrowed(child, narrow, kept));
            };
        }
    }
}
