package dev.mizu.optimizer.transform;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Join;
import dev.mizu.expr.relation.RelationExpr.Reduce;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.join.JoinGraph;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.Scalars;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes the inputs of a join distinct instead of its result, where the result's columns determine what the join
 * compares: then the join of distinct inputs is distinct itself.
 *
 * <pre>
 * Distinct(#0) (Join on #0 = #1 (A, B))   becomes   Project(#0) (Join on #0 = #1 (Distinct(#0) (A), Distinct(#0) (B)))
 * </pre>
 *
 * The semijoins of decorrelation (distinct outer keys joined with an inner relation) lose the distinct above them this
 * way, and flatten into the join with the outer relation.
 */
public final class PushDistinctIntoJoins implements Transform {
    @Override
    public String name() {
        return "push_distinct_into_joins";
    }

    @Override
    public List<String> after() {
        return List.of("elide_reductions");
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return Trees.rewriteUp(expr, node -> node instanceof Reduce reduce && reduce.aggregates().isEmpty()
                ? step(reduce).orElse(reduce) : node);
    }

    private static Optional<RelationExpr> step(Reduce reduce) {
        Mfps.Peeled peeled = Mfps.peel(reduce.input());
        Mfp mfp = Mfps.canonical(peeled.mfp());
        boolean picks = Mfps.projectsOnly(mfp);
        boolean columnsOnly = reduce.keys().stream().allMatch(key -> key instanceof ScalarExpr.Column);
        if (!(peeled.input() instanceof Join join) || !picks || !columnsOnly || join.inputs().size() < 2) {
            return Optional.empty();
        }
        List<Integer> wanted = reduce.keys().stream()
                .map(key -> mfp.outputs().get(((ScalarExpr.Column) key).index())).toList();
        return determined(join, wanted) ? Optional.of(distinctInputs(join, wanted)) : Optional.empty();
    }

    /** Whether in every class some expression reads only wanted columns. */
    private static boolean determined(Join join, List<Integer> wanted) {
        BitSet columns = new BitSet();
        wanted.forEach(columns::set);
        JoinGraph graph = JoinGraph.of(join);
        return !join.equivalences().isEmpty() && join.equivalences().stream().allMatch(equal ->
                equal.stream().allMatch(e -> graph.support(e).cardinality() == 1 && !Scalars.fallible(e))
                && equal.stream().anyMatch(e -> covered(e, columns)));
    }

    private static RelationExpr distinctInputs(Join join, List<Integer> wanted) {
        JoinGraph graph = JoinGraph.of(join);
        List<RelationExpr> inputs = new ArrayList<>();
        List<ScalarExpr> columns = new ArrayList<>(Scalars.columns(graph.width()));
        Map<ScalarExpr, ScalarExpr> moved = new HashMap<>();
        int offset = 0;
        for (int i = 0; i < graph.inputs(); i++) {
            List<ScalarExpr> keys = keysOf(i, graph, wanted);
            int start = graph.offset(i);
            inputs.add(new Reduce(join.inputs().get(i), Scalars.shifted(keys, -start), List.of(),
                    OptionalLong.empty()));
            for (int k = 0; k < keys.size(); k++) {
                ScalarExpr here = Scalars.column(offset + k);
                moved.put(keys.get(k), here);
                if (keys.get(k) instanceof ScalarExpr.Column(int c)) {
                    columns.set(c, here);
                }
            }
            offset += keys.size();
        }
        List<List<ScalarExpr>> classes = join.equivalences().stream().map(equal -> equal.stream()
                .map(e -> moved.containsKey(e) ? moved.get(e) : Scalars.substitute(e, columns)).toList()).toList();
        List<ScalarExpr> outputs = wanted.stream().map(columns::get).toList();
        return Mfps.giving(outputs, new Join(inputs, classes));
    }

    /** What an input must be distinct by: its wanted columns and what classes compare of it. */
    private static List<ScalarExpr> keysOf(int input, JoinGraph graph, List<Integer> wanted) {
        List<ScalarExpr> keys = new ArrayList<>();
        wanted.stream().filter(c -> graph.inputOf(c) == input).map(Scalars::column)
                .filter(c -> !keys.contains(c)).forEach(keys::add);
        BitSet alone = new BitSet();
        alone.set(input);
        BitSet read = Scalars.columnsOf(keys);
        graph.classes().forEach(equal -> equal.stream()
                .filter(e -> graph.support(e).equals(alone) && !covered(e, read) && !keys.contains(e))
                .forEach(keys::add));
        return keys;
    }

    private static boolean covered(ScalarExpr expr, BitSet columns) {
        BitSet others = ScalarExprs.columns(expr);
        others.andNot(columns);
        return others.isEmpty();
    }
}
