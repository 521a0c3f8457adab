package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Groups rows by some columns; gives the group's columns, then its aggregates. A group without rows is not there. A
 * tick takes back the old row and gives the new one of every group that changed, at its end: while hydrating nothing
 * is given before. A group with a negative number of rows is an error, and so is one of whose aggregates fails. Of an
 * input that only grows minima and maxima keep one value a group, see {@link GrowingInput}.
 */
public final class Reduce implements Operator {
    private final int[] keys;
    private final boolean monotonic;
    private final GroupTable table;
    private final EncodedRows chunk;
    private final List<AggregateState> states;
    private final ErrorMaker negative;
    private final int[] groups = new int[EncodedRows.CHUNK];
    private final int[] fresh = new int[EncodedRows.CHUNK];
    private TouchedGroups touched;

    /**
     * What is grouped.
     *
     * @param input the types of the input's columns
     * @param keys the columns grouped by
     * @param monotonic no row of the input is ever taken back
     */
    public record Grouping(
            List<PhysicalType> input, List<Integer> keys, List<Aggregate> aggregates, boolean monotonic) {
        public Grouping {
            input = List.copyOf(input);
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }

        /** Of any input. */
        public Grouping(List<PhysicalType> input, List<Integer> keys, List<Aggregate> aggregates) {
            this(input, keys, aggregates, false);
        }

        /** How many words of a group's row an aggregate takes. */
        private int words(Aggregate aggregate) {
            return switch (aggregate) {
                case Aggregate.Accumulated a -> a.accumulator().words();
                case Aggregate.Extreme e -> monotonic ? 1 : 0;
                case Aggregate.Collected c -> 0;
            };
        }

        List<PhysicalType> types(List<Integer> columns) {
            return columns.stream().map(input::get).toList();
        }
    }

    public Reduce(Grouping grouping, ErrorMaker negative) {
        this.negative = negative;
        monotonic = grouping.monotonic();
        keys = grouping.keys().stream().mapToInt(Integer::intValue).toArray();
        List<PhysicalType> keyTypes = grouping.types(grouping.keys());
        table = new GroupTable(keyTypes, grouping.aggregates().stream().mapToInt(grouping::words).sum());
        chunk = new EncodedRows(table.layout());
        states = new ArrayList<>();
        int at = table.stateAt();
        for (Aggregate aggregate : grouping.aggregates()) {
            states.add(state(aggregate, grouping, keyTypes, at));
            at += grouping.words(aggregate);
        }
        touched = new TouchedGroups();
    }

    private AggregateState state(Aggregate aggregate, Grouping grouping, List<PhysicalType> keyTypes, int at) {
        return switch (aggregate) {
            case Aggregate.Accumulated a -> {
                List<PhysicalType> types = new ArrayList<>(keyTypes);
                types.addAll(grouping.types(a.args()));
                yield new AccumulatedState(a, table, at, a.distinct()
                        ? Optional.of(new DistinctGate(types, AccumulatedState.gateColumns(keys, a.args())))
                        : Optional.empty());
            }
            case Aggregate.Extreme e -> grouping.monotonic()
                    ? new BestState(e, table, at) : new ExtremeState(e, keyTypes, keys);
            case Aggregate.Collected c -> new CollectedState(c, keyTypes, keys, grouping.types(c.args()));
        };
    }

    @Override
    public boolean due(Tick tick) {
        return tick.last() && touched.size() > 0;
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        Deltas input = monotonic ? GrowingInput.of(inputs.getFirst(), negative, tick) : inputs.getFirst();
        for (ColumnBatch batch : input.rows()) {
            for (int from = 0; from < batch.size(); from += EncodedRows.CHUNK) {
                add(batch, from, Math.min(batch.size(), from + EncodedRows.CHUNK));
            }
        }
        Deltas output = tick.last() && touched.size() > 0 ? changes(tick) : Deltas.EMPTY;
        return output.withErrors(input.errors());
    }

    private void add(ColumnBatch batch, int from, int to) {
        chunk.encode(batch, keys, from, to);
        table.touch(chunk);
        int freshCount = 0;
        int oldCount = 0;
        int[] old = new int[chunk.size()];
        for (int i = 0; i < chunk.size(); i++) {
            int group = table.findOrInsert(chunk, i);
            groups[i] = group;
            if (table.mark(group) == 0) {
                table.setMark(group, touched.size() + freshCount + 1);
                if (table.total(group) != 0) {
                    old[oldCount++] = i;
                }
                fresh[freshCount++] = i;
            }
        }
        if (freshCount > 0) {
            touched.add(batch.project(keys), from, fresh, freshCount, groups);
            if (oldCount > 0) {
                touched.addOld(output(batch.project(keys), from, chunk, old, oldCount), table, groups, old);
            }
        }
        for (AggregateState state : states) {
            state.add(batch, from, chunk, groups);
        }
        for (int i = 0; i < chunk.size(); i++) {
            table.addTotal(groups[i], batch.diffs()[from + i]);
        }
    }

    /** The rows of some groups of a chunk, which is encoded from row {@code from} of {@code keyColumns} on. */
    private GroupRows output(ColumnBatch keyColumns, int from, EncodedRows encoded, int[] rows, int count) {
        List<AggregateState.Values> values = new ArrayList<>(states.size());
        for (AggregateState state : states) {
            values.add(state.values(encoded, rows, count, groups));
        }
        long[] totals = new long[count];
        int[] origin = new int[count];
        for (int i = 0; i < count; i++) {
            totals[i] = table.total(groups[rows[i]]);
            origin[i] = from + rows[i];
        }
        return GroupRows.of(keyColumns.select(origin, count), values, totals);
    }

    private Deltas changes(Tick tick) {
        ColumnBatch keyRows = touched.keys();
        List<ColumnBatch> rows = new ArrayList<>();
        List<ColumnBatch> errors = new ArrayList<>();
        int[] all = new int[keys.length];
        Arrays.setAll(all, i -> i);
        GroupChanges changes = new GroupChanges(tick.time(), negative, rows, errors);
        for (int from = 0; from < touched.size(); from += EncodedRows.CHUNK) {
            int to = Math.min(touched.size(), from + EncodedRows.CHUNK);
            chunk.encode(keyRows, all, from, to);
            int present = 0;
            int[] position = new int[chunk.size()];
            for (int i = 0; i < chunk.size(); i++) {
                groups[i] = touched.group(from + i);
                table.setMark(groups[i], 0);
                position[i] = table.total(groups[i]) != 0 ? present : -1;
                if (position[i] >= 0) {
                    fresh[present++] = i;
                }
            }
            GroupRows now = output(keyRows, from, chunk, fresh, present);
            changes.emit(touched, from, now, position);
            for (int i = 0; i < chunk.size(); i++) {
                if (position[i] < 0 && table.blank(groups[i])) {
                    table.remove(groups[i], chunk.hash(i));
                }
            }
        }
        touched = new TouchedGroups();
        return new Deltas(rows, errors);
    }

    @Override
    public long stateRows() {
        long rows = table.groups();
        for (AggregateState state : states) {
            rows += state.rows();
        }
        return rows;
    }

    @Override
    public long stateBytes() {
        long bytes = table.bytes();
        for (AggregateState state : states) {
            bytes += state.bytes();
        }
        return bytes;
    }
}
