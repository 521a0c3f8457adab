package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.dataflow.row.Consolidation;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.dataflow.row.Vectors;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Gives every row, once for each of its occurrences, the values of some functions of its partition. Keeps all rows,
 * sorted by partition. At the end of a tick the partitions that a row came to or left are computed again, and what
 * differs from before is given. A partition of which a function fails is that error in place of rows, while it lasts;
 * so is a row with a negative multiplicity.
 */
public final class Window implements Operator {
    /** How many rows a partition may have; more would not fit into one batch. */
    private static final long MOST_ROWS = 1L << 30;

    private final SortedGroups partitions;
    private final List<PartitionFunction> functions;
    private final KeyedRows sorted;
    private final ErrorMaker invalid;
    private final RowMatches found = new RowMatches();
    private final RowMatches faulty = new RowMatches();
    /** What touched partitions gave, in the order of their first touch. */
    private final List<Contents> before = new ArrayList<>();

    /**
     * What a partition is and what is computed of it.
     *
     * @param partition the columns that the rows of a partition agree in
     * @param order over the input's columns; made total over all columns
     */
    public record Partitioning(List<Integer> partition, RowOrder order, List<PartitionFunction> functions) {
        public Partitioning {
            partition = List.copyOf(partition);
            functions = List.copyOf(functions);
        }
    }

    /** What a partition gives. */
    private record Contents(Optional<ColumnBatch> rows, List<ColumnBatch> errors) {
        static final Contents NONE = new Contents(Optional.empty(), List.of());
    }

    public Window(List<PhysicalType> types, Partitioning partitioning, ErrorMaker invalid) {
        this.invalid = invalid;
        this.functions = partitioning.functions();
        partitions = new SortedGroups(types, partitioning.partition(), partitioning.order());
        sorted = partitions.rows();
    }

    @Override
    public boolean due(Tick tick) {
        return tick.last() && partitions.unsettled();
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        for (ColumnBatch batch : inputs.getFirst().rows()) {
            partitions.add(batch, (keys, row, keyColumns, at) -> before.add(contents(keys, row, tick)));
        }
        Deltas output = tick.last() && partitions.unsettled() ? changes(tick) : Deltas.EMPTY;
        return output.withErrors(inputs.getFirst().errors());
    }

    private Deltas changes(Tick tick) {
        List<ColumnBatch> rows = new ArrayList<>();
        List<ColumnBatch> errors = new ArrayList<>();
        partitions.settle((keys, row, keyColumns, at) ->
                change(before.get(at), contents(keys, row, tick), rows, errors));
        before.clear();
        return new Deltas(whole(rows, tick), whole(Consolidation.consolidate(errors), tick));
    }

    private static List<ColumnBatch> whole(List<ColumnBatch> batches, Tick tick) {
        return batches.isEmpty() ? batches : List.of(Consolidation.concatenate(batches).withTime(tick.time()));
    }

    /** What was taken back and what is given cancel partition by partition: small tables stay in the cache. */
    private static void change(Contents old, Contents now, List<ColumnBatch> rows, List<ColumnBatch> errors) {
        old.errors().forEach(batch -> errors.add(batch.negated()));
        errors.addAll(now.errors());
        if (old.rows().isEmpty()) {
            now.rows().ifPresent(rows::add);
            return;
        }
        List<ColumnBatch> both = new ArrayList<>(2);
        both.add(old.rows().get().negated());
        now.rows().ifPresent(both::add);
        rows.addAll(Consolidation.consolidate(both));
    }

    /** What the partition of a row gives now. */
    private Contents contents(EncodedRows keys, int row, Tick tick) {
        int entry = sorted.find(keys, row);
        if (entry == 0) {
            return Contents.NONE;
        }
        found.clear();
        for (int next = 0; next >= 0; ) {
            next = sorted.collect(entry, row, next, found);
        }
        List<ColumnBatch> errors = new ArrayList<>();
        long count = 0;
        boolean single = true;
        for (int i = 0; i < found.size(); i++) {
            long diff = found.diffs()[i];
            single &= diff == 1;
            count += Math.max(0, diff);
            if (diff < 0) {
                faulty.addFrom(found, i, 1);
            }
        }
        refuse("negative multiplicity in a window", errors, tick);
        if (count > MOST_ROWS) {
            faulty.addFrom(found, 0, 1);
            refuse("too many rows in a window", errors, tick);
            return new Contents(Optional.empty(), errors);
        }
        ColumnBatch rows = partitions.decode(found, tick.time());
        return count == 0 ? new Contents(Optional.empty(), errors)
                : computed(single ? rows : spelled(rows, (int) count), errors);
    }

    private void refuse(String problem, List<ColumnBatch> errors, Tick tick) {
        if (faulty.size() > 0) {
            errors.add(invalid.errors(partitions.decode(faulty, tick.time()), problem));
            faulty.clear();
        }
    }

    /** Each row as often as it occurs. */
    private static ColumnBatch spelled(ColumnBatch rows, int count) {
        int[] picked = new int[count];
        int at = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (long n = rows.diffs()[i]; n > 0; n--) {
                picked[at++] = i;
            }
        }
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return new ColumnBatch(count, rows.select(picked, count).columns(), ones, rows.time());
    }

    private Contents computed(ColumnBatch rows, List<ColumnBatch> errors) {
        int[] peers = peers(rows);
        List<Vector> columns = new ArrayList<>(rows.columns());
        for (PartitionFunction function : functions) {
            VectorBuilder out = new VectorBuilder(function.type(), rows.size());
            Optional<byte[]> failure = function.evaluate(rows, peers, out);
            if (failure.isPresent()) {
                BatchBuilder failed = new BatchBuilder(List.of(PhysicalType.BYTES), 1);
                failed.column(0).appendBytes(failure.get(), 0, failure.get().length);
                failed.endRow(1);
                errors.add(failed.build(rows.time()));
                return new Contents(Optional.empty(), errors);
            }
            columns.add(out.build());
        }
        return new Contents(Optional.of(new ColumnBatch(rows.size(), columns, rows.diffs(), rows.time())), errors);
    }

    private int[] peers(ColumnBatch rows) {
        int[] peers = new int[rows.size()];
        for (int row = 1; row < peers.length; row++) {
            peers[row] = peers[row - 1];
            for (RowOrder.Column by : partitions.columns().order().columns()) {
                Vector column = rows.column(partitions.columns().columns()[by.column()]);
                if (!Vectors.equal(column, row - 1, column, row)) {
                    peers[row] = row;
                    break;
                }
            }
        }
        return peers;
    }

    @Override
    public long stateRows() {
        return sorted.rows();
    }

    @Override
    public long stateBytes() {
        return sorted.bytes();
    }
}
