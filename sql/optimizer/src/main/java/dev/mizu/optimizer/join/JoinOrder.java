package dev.mizu.optimizer.join;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.optimizer.join.JoinGraph.KeyPart;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An order in which a join looks its inputs up, and what it costs. Found greedily: next comes an input that is
 * connected, preferably by a unique key (the stream does not grow), preferably arranged already, preferably small.
 *
 * @param crossings steps without any key, to an input that may have several rows
 * @param expansions steps whose key is not unique
 * @param rows the guessed size of all intermediate streams
 * @param missing lookups for which no arrangement is there yet
 */
public record JoinOrder(
        int source, List<Step> steps, int crossings, int expansions, double rows, int missing) {
    private static final double FAN_OUT = 10;

    private static final Comparator<JoinOrder> CHEAPEST = Comparator.comparingInt(JoinOrder::crossings)
            .thenComparingInt(JoinOrder::expansions)
            .thenComparingDouble(JoinOrder::rows)
            .thenComparingInt(JoinOrder::missing)
            .thenComparingInt(JoinOrder::source);

    public JoinOrder {
        steps = List.copyOf(steps);
    }

    /** A lookup of {@code input} under {@code key}. */
    public record Step(int input, List<KeyPart> key, boolean unique, boolean arranged) {}

    /** The cheapest of the orders of one join. */
    public static JoinOrder best(List<JoinOrder> orders) {
        return orders.stream().min(CHEAPEST).orElseThrow();
    }

    /** The best order for each source. */
    public static List<JoinOrder> all(JoinGraph graph, List<InputFacts> facts) {
        List<JoinOrder> orders = new ArrayList<>();
        for (int source = 0; source < graph.inputs(); source++) {
            orders.add(from(source, graph, facts));
        }
        return orders;
    }

    private static JoinOrder from(int source, JoinGraph graph, List<InputFacts> facts) {
        BitSet bound = new BitSet();
        bound.set(source);
        List<Step> steps = new ArrayList<>();
        int crossings = 0;
        int expansions = 0;
        int missing = 0;
        double stream = facts.get(source).rows();
        double rows = stream;
        while (bound.cardinality() < graph.inputs()) {
            Step step = next(bound, graph, facts);
            InputFacts input = facts.get(step.input());
            if (!step.unique()) {
                crossings += step.key().isEmpty() ? 1 : 0;
                expansions++;
                stream *= step.key().isEmpty() ? Math.max(1, input.rows()) : Math.min(FAN_OUT, 1 + input.rows());
            }
            missing += step.arranged() ? 0 : 1;
            rows += stream;
            bound.set(step.input());
            steps.add(step);
        }
        return new JoinOrder(source, steps, crossings, expansions, rows, missing);
    }

    private static Step next(BitSet bound, JoinGraph graph, List<InputFacts> facts) {
        List<Step> candidates = new ArrayList<>();
        for (int i = bound.nextClearBit(0); i < graph.inputs(); i = bound.nextClearBit(i + 1)) {
            List<KeyPart> key = graph.keyTo(i, bound);
            candidates.add(new Step(
                    i, key, unique(key, facts.get(i)), !key.isEmpty() && facts.get(i).arranged().test(key)));
        }
        return candidates.stream().min(Comparator
                .comparing((Step step) -> step.key().isEmpty() && !step.unique())
                .thenComparing(step -> !step.unique())
                .thenComparing(step -> !step.arranged())
                .thenComparingDouble(step -> facts.get(step.input()).rows())
                .thenComparingInt(Step::input)).orElseThrow();
    }

    private static boolean unique(List<KeyPart> key, InputFacts input) {
        Set<ScalarExpr> lookups = new HashSet<>();
        key.forEach(part -> lookups.add(part.lookup()));
        return input.keys().stream().anyMatch(columns -> columns.stream().allMatch(c -> determined(c, lookups)));
    }

    /** Whether a column is looked up as it is, or with NULL told apart. */
    private static boolean determined(int column, Set<ScalarExpr> lookups) {
        ScalarExpr self = new ScalarExpr.Column(column);
        return lookups.contains(self) || lookups.contains(new ScalarExpr.IsNull(self))
                && lookups.stream().anyMatch(e -> e instanceof ScalarExpr.Coalesce(var operands)
                        && operands.get(0).equals(self) && operands.size() == 2
                        && operands.get(1) instanceof ScalarExpr.Literal);
    }
}
