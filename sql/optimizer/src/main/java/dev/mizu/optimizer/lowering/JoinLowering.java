package dev.mizu.optimizer.lowering;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.JoinPlan;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.LirPlan.JoinInput;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.expr.relation.RelationKeys;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.optimizer.OptimizerFeatures;
import dev.mizu.optimizer.analysis.Cardinality;
import dev.mizu.optimizer.join.InputFacts;
import dev.mizu.optimizer.join.JoinGraph;
import dev.mizu.optimizer.join.JoinGraph.KeyPart;
import dev.mizu.optimizer.join.JoinOrder;
import dev.mizu.optimizer.lowering.JoinSide.Probe;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans one join: a delta join where that keeps no more arrangements than a chain of binary joins would, else the
 * cheapest chain. What an index already arranges is looked up there.
 */
final class JoinLowering {
    private final Lowering lowering;
    private final RelationExpr.Join join;
    private final Mfp closing;
    private final RelationType type;
    private final JoinGraph graph;
    private final List<JoinSide> sides = new ArrayList<>();

    JoinLowering(Lowering lowering, RelationExpr.Join join, Mfp closing, RelationType type) {
        this.lowering = lowering;
        this.join = join;
        this.type = type;
        this.graph = JoinGraph.of(join);
        this.closing = Mfps.canonical(Mfp.identity(graph.width()).filter(unmatched()).then(closing));
        for (int i = 0; i < join.inputs().size(); i++) {
            sides.add(JoinSide.of(join.inputs().get(i), graph.offset(i), lowering.imports()));
        }
    }

    /** What classes demand that no lookup checks: single expressions that are not NULL, values that agree. */
    private List<ScalarExpr> unmatched() {
        List<ScalarExpr> predicates = new ArrayList<>();
        for (List<ScalarExpr> equal : graph.classes()) {
            List<ScalarExpr> values = equal.stream().filter(expr -> graph.support(expr).isEmpty()).toList();
            for (ScalarExpr value : values) {
                predicates.add(Scalars.equal(values.get(0), value, columns()));
            }
            if (equal.size() == 1 && values.isEmpty()) {
                predicates.add(Scalars.notNull(equal.get(0)));
            }
        }
        return predicates;
    }

    LirPlan lower() {
        if (graph.inputs() == 0) {
            DiffRow row = new DiffRow(Row.of(), 1);
            LirPlan unit = new LirPlan.Constant(List.of(row), Optional.empty(), RelationType.of());
            return new LirPlan.MapFilterProject(unit, closing, type);
        }
        List<InputFacts> facts = new ArrayList<>();
        for (int i = 0; i < graph.inputs(); i++) {
            facts.add(facts(i));
        }
        List<JoinOrder> orders = JoinOrder.all(graph, facts);
        JoinOrder best = JoinOrder.best(orders);
        return deltaPays(orders, best) ? delta(orders) : linear(best);
    }

    private InputFacts facts(int i) {
        RelationExpr input = join.inputs().get(i);
        List<List<Integer>> keys = RelationKeys.of(input).stream()
                .map(key -> key.stream().map(c -> c + graph.offset(i)).toList()).toList();
        double rows = Cardinality.of(input, lowering.context().optimizer().statistics());
        return new InputFacts(rows, keys, parts -> sides.get(i).probe(parts).isPresent());
    }

    /**
     * A chain arranges each looked-up input that no index arranges, its source and every intermediate stream; a delta
     * join arranges the inputs only, but perhaps by several keys.
     */
    private boolean deltaPays(List<JoinOrder> orders, JoinOrder best) {
        boolean crosses = orders.stream()
                .anyMatch(order -> order.steps().stream().anyMatch(step -> step.key().isEmpty()));
        if (crosses || graph.inputs() < 2) {
            return false;
        }
        Set<List<Object>> missing = new HashSet<>();
        for (JoinOrder order : orders) {
            for (JoinOrder.Step step : order.steps()) {
                if (!step.arranged()) {
                    missing.add(List.of(step.input(), lookups(step.key())));
                }
            }
        }
        int inChain = best.missing() + graph.inputs() - 1;
        boolean eager = lowering.context().optimizer().features().enabled(OptimizerFeatures.EAGER_DELTA_JOINS);
        return missing.isEmpty()
                || eager && (graph.inputs() > 2 ? missing.size() <= inChain : missing.size() < inChain);
    }

    private static List<ScalarExpr> lookups(List<KeyPart> parts) {
        return parts.stream().map(KeyPart::lookup).toList();
    }

    private LirPlan delta(List<JoinOrder> orders) {
        List<Boolean> indexed = indexed(orders);
        PathBuilder builder = new PathBuilder(graph, sides, indexed, closing, columns());
        List<JoinPlan.Path> paths = orders.stream().map(builder::path).toList();
        return new LirPlan.Join(inputs(orders, indexed), new JoinPlan.Delta(paths), type);
    }

    private LirPlan linear(JoinOrder order) {
        List<Boolean> indexed = new ArrayList<>(indexed(List.of(order)));
        // The source is streamed, not looked up: its own Mfp is done where it is read.
        indexed.set(order.source(), false);
        PathBuilder builder = new PathBuilder(graph, sides, indexed, closing, columns());
        JoinPlan.Path path = builder.path(order);
        return new LirPlan.Join(inputs(List.of(order), indexed),
                new JoinPlan.Linear(path.source(), path.initial(), path.stages()), type);
    }

    private List<ColumnType> columns() {
        return join.inputs().stream().flatMap(input -> RelationTypes.columnsOf(input).stream()).toList();
    }

    /** An input is looked up in indexes only when every lookup finds one. */
    private List<Boolean> indexed(List<JoinOrder> orders) {
        List<Boolean> indexed = new ArrayList<>();
        for (int i = 0; i < graph.inputs(); i++) {
            int input = i;
            indexed.add(orders.stream().flatMap(order -> order.steps().stream())
                    .filter(step -> step.input() == input).allMatch(JoinOrder.Step::arranged));
        }
        return indexed;
    }

    private List<JoinInput> inputs(List<JoinOrder> orders, List<Boolean> indexed) {
        List<JoinInput> inputs = new ArrayList<>();
        for (int i = 0; i < graph.inputs(); i++) {
            int input = i;
            JoinSide side = sides.get(i);
            List<List<KeyPart>> keys = orders.stream().flatMap(order -> order.steps().stream())
                    .filter(step -> step.input() == input).map(JoinOrder.Step::key).distinct().toList();
            if (indexed.get(i)) {
                Set<GlobalId> ids = new LinkedHashSet<>();
                List<Probe> probes = keys.stream().map(side::probe).map(Optional::orElseThrow).toList();
                probes.forEach(probe -> ids.add(lowering.imports().use(probe.index())));
                inputs.add(new JoinInput.Indexed(List.copyOf(ids), probes.get(0).index().type()));
            } else {
                Set<List<ScalarExpr>> arrangements = new LinkedHashSet<>();
                keys.forEach(key -> arrangements.add(lookups(key).stream().map(side::local).toList()));
                inputs.add(new JoinInput.Arranged(lowering.lower(side.expr()), List.copyOf(arrangements)));
            }
        }
        return inputs;
    }
}
