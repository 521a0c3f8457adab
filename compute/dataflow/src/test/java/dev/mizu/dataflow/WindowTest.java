package dev.mizu.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.dataflow.reduce.PartitionFunction;
import dev.mizu.dataflow.reduce.Window;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Windows kept up are windows computed from scratch, at every time. */
final class WindowTest {
    private static final List<PhysicalType> TRIPLE =
            List.of(PhysicalType.INT, PhysicalType.BYTES, PhysicalType.INT);
    private static final List<PhysicalType> PAIR = List.of(PhysicalType.INT, PhysicalType.INT);
    private static final RowOrder BY_LAST = new RowOrder(List.of(new RowOrder.Column(2, true, true, false)));

    /** The number of each row and that of its first peer, as one number. */
    private static final RowNumbers NUMBERS = new RowNumbers((row, peer) -> row * 100_000 + peer);

    /** Fails where the last column of any row is 7. */
    private record Picky() implements PartitionFunction {
        @Override
        public PhysicalType type() {
            return PhysicalType.INT;
        }

        @Override
        public Optional<byte[]> evaluate(ColumnBatch rows, int[] peers, VectorBuilder out) {
            for (int row = 0; row < rows.size(); row++) {
                if (rows.column(1).datum(row).asLong() == 7) {
                    return Optional.of(new byte[] {7});
                }
                out.appendLong(1);
            }
            return Optional.empty();
        }
    }

    @Test
    void numbersRows() {
        for (int spread : new int[] {3, 400}) {
            for (List<Integer> partition : List.of(List.<Integer>of(), List.of(1), List.of(2, 0))) {
                numbers(spread, partition);
            }
        }
    }

    private static void numbers(int spread, List<Integer> partition) {
        List<PhysicalType> output = new ArrayList<>(TRIPLE);
        output.add(PhysicalType.INT);
        Harness.run(new Harness.Case(List.of(TRIPLE), spread,
                (b, in) -> b.apply("window", new Window(TRIPLE,
                        new Window.Partitioning(partition, BY_LAST, List.of(NUMBERS)),
                        Harness.ERRORS), in, output),
                in -> numbered(in.getFirst(), partition)));
    }

    private static Multiset numbered(Multiset rows, List<Integer> partition) {
        Map<List<Datum>, List<Row>> partitions = new HashMap<>();
        rows.rows.forEach((row, n) -> {
            for (long i = 0; i < n; i++) {
                partitions.computeIfAbsent(partition.stream().map(row::get).toList(), k -> new ArrayList<>()).add(row);
            }
        });
        Multiset out = new Multiset();
        for (List<Row> members : partitions.values()) {
            members.sort(WindowTest::order);
            long peer = 0;
            for (int i = 0; i < members.size(); i++) {
                Row row = members.get(i);
                peer = i > 0 && members.get(i - 1).get(2).equals(row.get(2)) ? peer : i;
                List<Datum> datums = new ArrayList<>(row.datums());
                datums.add(Datum.of(i * 100_000L + peer));
                out.add(new Row(datums), 1);
            }
        }
        return out;
    }

    /** Descending with NULLs first is ascending with NULLs last, turned around. */
    private static int order(Row a, Row b) {
        int order = DatumOrder.compare(b.get(2), a.get(2));
        for (int column = 0; order == 0 && column < 2; column++) {
            order = DatumOrder.compare(a.get(column), b.get(column));
        }
        return order;
    }

    @Test
    void aPartitionThatFailsIsAnErrorWhileItDoes() {
        Window window = new Window(PAIR, new Window.Partitioning(
                List.of(0), new RowOrder(List.of()), List.of(new Picky())), Harness.ERRORS);
        Multiset rows = new Multiset();
        Multiset errors = new Multiset();
        step(window, 1, rows, errors, new long[][] {{1, 1, 1}, {1, 2, 1}, {2, 7, 1}});
        assertThat(rows.rows).containsOnlyKeys(row(1, 1, 1), row(1, 2, 1));
        assertThat(errors.rows.values()).containsExactly(1L);
        step(window, 2, rows, errors, new long[][] {{2, 1, 1}, {1, 7, 1}});
        assertThat(rows.rows).isEmpty();
        assertThat(errors.rows.values()).containsExactly(2L);
        step(window, 3, rows, errors, new long[][] {{2, 7, -1}, {1, 7, -1}, {1, 2, -1}});
        assertThat(rows.rows).containsOnlyKeys(row(1, 1, 1), row(2, 1, 1));
        assertThat(errors.rows).isEmpty();
        step(window, 4, rows, errors, new long[][] {{2, 2, -1}});
        assertThat(rows.rows).containsOnlyKeys(row(1, 1, 1), row(2, 1, 1));
        assertThat(errors.rows.values()).containsExactly(1L);
        step(window, 5, rows, errors, new long[][] {{2, 2, 1}, {1, 1, -1}, {2, 1, -1}});
        assertThat(rows.rows).isEmpty();
        assertThat(errors.rows).isEmpty();
        assertThat(window.stateRows()).isZero();
    }

    private static Row row(long... values) {
        return new Row(java.util.Arrays.stream(values).mapToObj(Datum::of).toList());
    }

    private static void step(Window window, long time, Multiset rows, Multiset errors, long[][] updates) {
        BatchBuilder batch = new BatchBuilder(PAIR, updates.length);
        for (long[] update : updates) {
            batch.append(List.of(Datum.of(update[0]), Datum.of(update[1])), update[2]);
        }
        Deltas output = window.step(Tick.whole(time, -1), List.of(Deltas.of(batch.build(time))));
        rows.addAll(output.rows());
        errors.addAll(output.errors());
    }
}
