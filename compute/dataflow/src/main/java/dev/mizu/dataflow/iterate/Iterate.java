package dev.mizu.dataflow.iterate;

import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.dataflow.row.Consolidation;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recursion: runs the operators of a {@link Scope} round by round, feeding results back, until nothing changes or
 * the limit is reached. A tick's inputs are gathered and worked off at its end. Each result is taken by its own
 * {@link Result} operator. Rows that would have gone on beyond a limit that may not be reached are errors.
 */
public final class Iterate implements Operator {
    private final Plan plan;
    private final List<Deltas> gathered = new ArrayList<>();
    private final TreeMap<Integer, Map<Integer, Deltas>> pending = new TreeMap<>();
    private final List<Deltas> results = new ArrayList<>();
    /** What the limit kept from going on, and whether that is reported as an error. */
    private final Map<Row, Long> cutOff = new HashMap<>();

    private boolean reported;

    /** An operator in its place. */
    record Node(RoundOperator operator, List<Integer> inputs) {}

    /** What runs; see {@link Scope}. */
    record Plan(List<Node> nodes, List<Integer> entrances, Map<Integer, Integer> feedback, List<Integer> results,
            Scope.Limit limit, ErrorMaker exceeded) {
        Plan {
            nodes = List.copyOf(nodes);
            entrances = List.copyOf(entrances);
            feedback = Map.copyOf(feedback);
            results = List.copyOf(results);
        }
    }

    Iterate(Plan plan) {
        this.plan = plan;
        plan.results().forEach(node -> results.add(Deltas.EMPTY));
    }

    /** The operator that gives one of the results; its input is the iterate. */
    public Operator result(int number) {
        return new Result(this, number);
    }

    /** Gives a result of a recursion on. */
    private record Result(Iterate iterate, int number) implements Operator {
        @Override
        public boolean due(Tick tick) {
            return !iterate.results.get(number).isEmpty();
        }

        @Override
        public Deltas step(Tick tick, List<Deltas> inputs) {
            return iterate.results.set(number, Deltas.EMPTY);
        }
    }

    @Override
    public boolean due(Tick tick) {
        return tick.last() && !gathered.isEmpty();
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            wait(0, plan.entrances().get(i), inputs.get(i));
            gathered.add(inputs.get(i));
        }
        if (tick.last()) {
            run(tick);
            gathered.clear();
        }
        return Deltas.EMPTY;
    }

    private void wait(int round, int node, Deltas deltas) {
        if (!deltas.isEmpty()) {
            pending.computeIfAbsent(round, r -> new HashMap<>()).merge(node, deltas, Deltas::plus);
        }
    }

    private void run(Tick tick) {
        for (int round = next(); round < plan.limit().rounds(); round = next()) {
            Deltas[] outputs = round(tick, round);
            for (int i = 0; i < plan.results().size(); i++) {
                results.set(i, results.get(i).plus(outputs[plan.results().get(i)]));
            }
            int later = round + 1;
            plan.feedback().forEach((variable, result) -> {
                List<ColumnBatch> rows = Consolidation.consolidate(outputs[result].rows());
                if (later < plan.limit().rounds()) {
                    wait(later, variable, Deltas.rows(rows));
                } else {
                    rows.forEach(this::cutOff);
                }
            });
        }
        // Updates at rounds beyond the limit are nobody's: no round before it depends on them.
        pending.clear();
        report(tick);
        results.replaceAll(result -> new Deltas(
                Consolidation.consolidate(result.rows()), Consolidation.consolidate(result.errors())));
    }

    private int next() {
        int next = pending.isEmpty() ? RoundOperator.NEVER : pending.firstKey();
        for (Node node : plan.nodes()) {
            next = Math.min(next, node.operator().nextRound());
        }
        return next;
    }

    private Deltas[] round(Tick tick, int round) {
        Deltas[] outputs = new Deltas[plan.nodes().size()];
        Map<Integer, Deltas> waiting = pending.getOrDefault(round, Map.of());
        pending.remove(round);
        for (int i = 0; i < outputs.length; i++) {
            Node node = plan.nodes().get(i);
            outputs[i] = waiting.getOrDefault(i, Deltas.EMPTY);
            List<Deltas> inputs = new ArrayList<>(node.inputs().size());
            boolean silent = node.operator().nextRound() > round;
            for (int input : node.inputs()) {
                inputs.add(outputs[input]);
                silent &= outputs[input].isEmpty();
            }
            if (!silent) {
                int number = i;
                node.operator().step(tick, round, inputs, (at, deltas) -> {
                    if (at == round) {
                        outputs[number] = outputs[number].plus(deltas);
                    } else {
                        wait(at, number, deltas);
                    }
                });
            }
        }
        return outputs;
    }

    private void cutOff(ColumnBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Row row = batch.row(i);
            if (cutOff.merge(row, batch.diffs()[i], Long::sum) == 0) {
                cutOff.remove(row);
            }
        }
    }

    private void report(Tick tick) {
        boolean wrong = !cutOff.isEmpty() && !plan.limit().returnAtLimit();
        if (wrong != reported) {
            reported = wrong;
            ColumnBatch one = new ColumnBatch(1, List.of(), new long[] {wrong ? 1 : -1}, tick.time());
            results.set(0, results.getFirst().withErrors(List.of(plan.exceeded().errors(one, "recursion limit"))));
        }
    }

    @Override
    public long stateRows() {
        return plan.nodes().stream().mapToLong(node -> node.operator().stateRows()).sum();
    }

    @Override
    public long stateBytes() {
        return plan.nodes().stream().mapToLong(node -> node.operator().stateBytes()).sum();
    }
}
