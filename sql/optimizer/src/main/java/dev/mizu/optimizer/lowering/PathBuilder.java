package dev.mizu.optimizer.lowering;

import dev.mizu.computeplan.JoinPlan;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.optimizer.join.JoinGraph;
import dev.mizu.optimizer.join.JoinGraph.KeyPart;
import dev.mizu.optimizer.join.JoinOrder;
import dev.mizu.optimizer.lowering.JoinSide.Probe;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.repr.ColumnType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Turns an order of lookups into stages. After each stage, what can be checked is checked and columns that nobody
 * needs any more are dropped; after the last, the closing Mfp is applied.
 *
 * @param indexed by input, whether it is looked up in an index, with the collection's columns
 * @param closing over all columns of the join
 * @param columns the types of those
 */
record PathBuilder(
        JoinGraph graph, List<JoinSide> sides, List<Boolean> indexed, Mfp closing, List<ColumnType> columns) {

    JoinPlan.Path path(JoinOrder order) {
        Walk walk = new Walk();
        Mfp initial = walk.start(order.source(), order.steps().isEmpty());
        List<JoinPlan.Stage> stages = new ArrayList<>();
        for (int i = 0; i < order.steps().size(); i++) {
            stages.add(walk.stage(order.steps().get(i), i == order.steps().size() - 1));
        }
        return new JoinPlan.Path(order.source(), initial, stages);
    }

    /** The state of one path being built: which inputs are joined and where their columns are. */
    private final class Walk {
        private final BitSet bound = new BitSet();
        private final Set<ScalarExpr> checked = new HashSet<>();
        /** The join's column at each place of the stream. */
        private List<Integer> layout = List.of();

        Mfp start(int source, boolean last) {
            Mfp mfp = append(source);
            return finish(source, mfp, List.of(), last);
        }

        JoinPlan.Stage stage(JoinOrder.Step step, boolean last) {
            int input = step.input();
            JoinSide side = sides.get(input);
            Optional<Probe> probe = indexed.get(input) ? side.probe(step.key()) : Optional.empty();
            List<KeyPart> parts = probe.map(Probe::parts).orElse(step.key());
            List<ScalarExpr> streamKey = parts.stream().map(part -> here(part.stream())).toList();
            List<ScalarExpr> lookupKey = probe.map(found -> found.index().key())
                    .orElseGet(() -> parts.stream().map(part -> side.local(part.lookup())).toList());
            Mfp mfp = finish(input, append(input), parts, last);
            return new JoinPlan.Stage(input, streamKey, lookupKey, mfp);
        }

        /** The stream's columns, then the input's own (not those of the collection under its index). */
        private Mfp append(int input) {
            int width = layout.size();
            List<Integer> wider = new ArrayList<>(layout);
            IntStream.range(0, graph.arity(input)).forEach(c -> wider.add(graph.offset(input) + c));
            layout = wider;
            if (!indexed.get(input)) {
                return Mfp.identity(width + graph.arity(input));
            }
            Mfp own = sides.get(input).mfp();
            List<Integer> outputs = new ArrayList<>(Mfp.identity(width).outputs());
            own.outputs().forEach(c -> outputs.add(c + width));
            return new Mfp(width + own.inputArity(), Scalars.shifted(own.maps(), width),
                    Scalars.shifted(own.predicates(), width), List.of(), List.of(), outputs);
        }

        private Mfp finish(int input, Mfp appended, List<KeyPart> enforced, boolean last) {
            List<ScalarExpr> residual = residual(input, enforced);
            bound.set(input);
            for (ScalarExpr predicate : closing.predicates()) {
                if (early(predicate) && checked.add(predicate)) {
                    residual.add(predicate);
                }
            }
            Mfp filtered = appended.filter(residual.stream().map(this::here).toList());
            if (last) {
                return Mfps.canonical(filtered.then(close()));
            }
            BitSet needed = needed();
            List<Integer> kept = IntStream.range(0, layout.size())
                    .filter(place -> needed.get(layout.get(place))).boxed().toList();
            layout = kept.stream().map(layout::get).toList();
            return Mfps.canonical(filtered.project(kept));
        }

        /** The equalities that become checkable with {@code input} and that the lookup has not made true. */
        private List<ScalarExpr> residual(int input, List<KeyPart> enforced) {
            BitSet after = (BitSet) bound.clone();
            after.set(input);
            List<ScalarExpr> equalities = new ArrayList<>();
            for (int i = 0; i < graph.classes().size(); i++) {
                int equivalence = i;
                Optional<ScalarExpr> known = graph.representative(i, bound);
                List<ScalarExpr> members = graph.classes().get(i);
                for (int j = 0; j < members.size(); j++) {
                    if (!graph.boundBy(i, j, after) || graph.boundBy(i, j, bound)) {
                        continue;
                    }
                    ScalarExpr expr = members.get(j);
                    boolean done = enforced.stream().anyMatch(
                            part -> part.equivalence() == equivalence && part.lookup().equals(expr));
                    if (known.isEmpty()) {
                        known = Optional.of(expr);
                    } else if (!done) {
                        equalities.add(Scalars.equal(known.orElseThrow(), expr, columns));
                    }
                }
            }
            return equalities;
        }

        /** A predicate that cannot fail may be tested as soon as its columns are there. */
        private boolean early(ScalarExpr predicate) {
            return ScalarExprs.columns(predicate).length() <= graph.width()
                    && graph.boundBy(predicate, bound) && !Scalars.fallible(predicate);
        }

        private BitSet needed() {
            BitSet needed = Mfps.demand(closing);
            for (int i = 0; i < graph.classes().size(); i++) {
                List<ScalarExpr> members = graph.classes().get(i);
                int equivalence = i;
                List<ScalarExpr> waiting = IntStream.range(0, members.size())
                        .filter(member -> !graph.boundBy(equivalence, member, bound)).mapToObj(members::get).toList();
                if (!waiting.isEmpty()) {
                    graph.representative(i, bound).ifPresent(expr -> needed.or(ScalarExprs.columns(expr)));
                    needed.or(Scalars.columnsOf(waiting));
                }
            }
            return needed;
        }

        /** What is left of the closing Mfp, over the stream. */
        private Mfp close() {
            List<Integer> places = new ArrayList<>();
            for (int column = 0; column < graph.width(); column++) {
                places.add(layout.indexOf(column));
            }
            Mfp rest = new Mfp(closing.inputArity(), closing.maps(),
                    closing.predicates().stream().filter(p -> !checked.contains(p)).toList(),
                    closing.lowerBounds(), closing.upperBounds(), closing.outputs());
            return Mfps.moved(rest, places, layout.size());
        }

        /** An expression over the join's columns as one over the stream. */
        private ScalarExpr here(ScalarExpr expr) {
            return ScalarExprs.mapColumns(expr, layout::indexOf);
        }
    }
}
