package dev.mizu.dataflow.iterate;

import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.dataflow.row.Consolidation;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Any operator that works on groups of rows independently (reduce, distinct, threshold, top-k), made to work at
 * rounds: at each round where a group's input changes, the group's rows up to that round go through a fresh operator,
 * and the difference to what was given before comes out. A change at one round may change what later rounds, known
 * from former ticks, have to give: those are visited too.
 */
final class RoundGroups implements RoundOperator {
    private final Grouping grouping;
    private final RoundRows input;
    private final RoundRows output;
    private final RoundRows errors;
    private final EncodedRows keys;
    private final int[] keyNumbers;
    private final TreeMap<Integer, List<ColumnBatch>> visits = new TreeMap<>();

    /**
     * The operator and how its groups are told apart.
     *
     * @param in the types of the input, its key columns first
     * @param out the types of the output, the same key columns first
     * @param keys how many those are
     */
    record Grouping(List<PhysicalType> in, List<PhysicalType> out, int keys, Supplier<Operator> fresh) {}

    RoundGroups(Grouping grouping) {
        this.grouping = grouping;
        List<PhysicalType> keyTypes = grouping.in().subList(0, grouping.keys());
        List<PhysicalType> errorTypes = new ArrayList<>(keyTypes);
        errorTypes.add(PhysicalType.BYTES);
        input = new RoundRows(grouping.in(), grouping.keys());
        output = new RoundRows(grouping.out(), grouping.keys());
        errors = new RoundRows(errorTypes, grouping.keys());
        keys = new EncodedRows(new RowLayout(keyTypes, grouping.keys()));
        keyNumbers = IntStream.range(0, grouping.keys()).toArray();
    }

    @Override
    public int nextRound() {
        return visits.isEmpty() ? NEVER : visits.firstKey();
    }

    @Override
    public void step(Tick tick, int round, List<Deltas> inputs, Output out) {
        Deltas changes = inputs.getFirst();
        out.accept(round, Deltas.EMPTY.withErrors(changes.errors()));
        List<ColumnBatch> touched = new ArrayList<>();
        for (ColumnBatch batch : Consolidation.consolidate(changes.rows())) {
            input.add(batch, round);
            touched.add(batch.project(keyNumbers));
        }
        List<ColumnBatch> planned = visits.remove(round);
        if (planned != null) {
            touched.addAll(planned);
        }
        if (touched.isEmpty()) {
            return;
        }
        ColumnBatch groups = distinctKeys(touched);
        for (int from = 0; from < groups.size(); from += EncodedRows.CHUNK) {
            visit(tick, round, groups, from, out);
        }
    }

    private static ColumnBatch distinctKeys(List<ColumnBatch> batches) {
        List<ColumnBatch> once = new ArrayList<>();
        for (ColumnBatch batch : batches) {
            long[] ones = new long[batch.size()];
            Arrays.fill(ones, 1);
            once.add(new ColumnBatch(batch.size(), batch.columns(), ones, 0));
        }
        return Consolidation.consolidate(Consolidation.concatenate(once));
    }

    private void visit(Tick tick, int round, ColumnBatch groups, int from, Output out) {
        keys.encode(groups, keyNumbers, from, Math.min(groups.size(), from + EncodedRows.CHUNK));
        List<ColumnBatch> given = upTo(round, input, groups, from);
        Tick whole = Tick.whole(tick.time(), -1);
        Deltas wanted = grouping.fresh().get().step(whole, List.of(Deltas.rows(Consolidation.consolidate(given))));
        List<ColumnBatch> rows = new ArrayList<>(wanted.rows());
        upTo(round, output, groups, from).forEach(batch -> rows.add(batch.negated()));
        List<ColumnBatch> changes = new ArrayList<>();
        for (ColumnBatch batch : Consolidation.consolidate(rows)) {
            output.add(batch, round);
            changes.add(batch.withTime(tick.time()));
        }
        List<ColumnBatch> before = upTo(round, errors, groups, from);
        if (!wanted.errors().isEmpty() || !before.isEmpty()) {
            List<ColumnBatch> now = wanted.errors().isEmpty() ? List.of() : keyedErrors(whole, given, groups, from);
            out.accept(round, Deltas.EMPTY.withErrors(errorChanges(tick, round, before, now)));
        }
        out.accept(round, Deltas.rows(changes));
    }

    /** The rows of a chunk of groups at rounds up to one; visits the groups with later ones again there. */
    private List<ColumnBatch> upTo(int round, RoundRows state, ColumnBatch groups, int from) {
        List<ColumnBatch> found = new ArrayList<>();
        state.lookup(keys, (batch, probes) -> {
            int[] kept = new int[batch.size()];
            int count = 0;
            for (int i = 0; i < batch.size(); i++) {
                int at = state.round(batch, i);
                if (at <= round) {
                    kept[count++] = i;
                } else {
                    visits.computeIfAbsent(at, r -> new ArrayList<>())
                            .add(groups.select(new int[] {from + probes[i]}, 1));
                }
            }
            int[] columns = IntStream.range(0, batch.arity() - 1).toArray();
            found.add(batch.project(columns).select(kept, count));
        });
        return found;
    }

    /** Errors do not say their group: where there are any, groups go through the operator one by one. */
    private List<ColumnBatch> keyedErrors(Tick whole, List<ColumnBatch> given, ColumnBatch groups, int from) {
        List<ColumnBatch> keyed = new ArrayList<>();
        ColumnBatch all = Consolidation.concatenate(given);
        for (int group = from; group < from + keys.size(); group++) {
            ColumnBatch key = groups.select(new int[] {group}, 1);
            Deltas one = grouping.fresh().get().step(whole, List.of(Deltas.of(KeyedErrors.under(key, all))));
            one.errors().forEach(batch -> keyed.add(KeyedErrors.keyed(key, batch)));
        }
        return keyed;
    }

    private List<ColumnBatch> errorChanges(
            Tick tick, int round, List<ColumnBatch> before, List<ColumnBatch> now) {
        List<ColumnBatch> all = new ArrayList<>(now);
        before.forEach(batch -> all.add(batch.negated()));
        List<ColumnBatch> changes = new ArrayList<>();
        for (ColumnBatch batch : Consolidation.consolidate(all)) {
            errors.add(batch, round);
            changes.add(batch.project(new int[] {grouping.keys()}).withTime(tick.time()));
        }
        return changes;
    }

    @Override
    public long stateRows() {
        return input.size() + output.size() + errors.size();
    }

    @Override
    public long stateBytes() {
        return input.bytes() + output.bytes() + errors.bytes();
    }
}
