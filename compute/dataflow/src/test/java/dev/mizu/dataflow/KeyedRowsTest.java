package dev.mizu.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class KeyedRowsTest {
    private static final List<PhysicalType> WIDE = List.of(PhysicalType.TEXT, PhysicalType.INT, PhysicalType.NUMERIC,
            PhysicalType.BYTES, PhysicalType.FLOAT, PhysicalType.BOOL, PhysicalType.UUID);

    @Test
    void holdsWhatWasPutInWithManyAndFewKeys() {
        for (int spread : new int[] {3, 40, 1000}) {
            for (int keys : new int[] {0, 1, 3, 7}) {
                run(WIDE, keys, spread, Optional.empty());
            }
        }
    }

    @Test
    void holdsNullsOfManyColumns() {
        List<PhysicalType> types = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            types.add(i % 5 == 0 ? PhysicalType.TEXT : PhysicalType.INT);
        }
        run(types, 30, 2, Optional.empty());
        run(types, 1, 2, Optional.empty());
    }

    @Test
    void keepsRowsOfAKeyInOrder() {
        for (int column = 1; column < WIDE.size(); column++) {
            RowOrder order = new RowOrder(List.of(
                    new RowOrder.Column(column, column % 2 == 0, column % 3 == 0, false)));
            run(WIDE, 1, 4, Optional.of(order));
            run(WIDE, 1, 200, Optional.of(order));
        }
        run(WIDE, 0, 50, Optional.of(new RowOrder(List.of(RowOrder.Column.ascending(2)))));
    }

    @Test
    void twoIntegersTakeLessThanFourWordsAndFreedMemoryServesOthers() {
        RowLayout layout = new RowLayout(List.of(PhysicalType.INT, PhysicalType.INT), 1);
        KeyedRows rows = new KeyedRows(layout);
        EncodedRows scratch = new EncodedRows(layout);
        int count = 300_000;
        long most = 0;
        for (int keys : new int[] {count, count / 10, 40, count}) {
            for (long diff = 1; diff >= -1; diff -= 2) {
                for (int from = 0; from < count; from += 1000) {
                    long[] key = new long[1000];
                    long[] value = new long[1000];
                    long[] diffs = new long[1000];
                    for (int i = 0; i < 1000; i++) {
                        key[i] = (from + i) % keys;
                        value[i] = from + i;
                        diffs[i] = diff;
                    }
                    rows.apply(new ColumnBatch(1000, List.of(LongVector.of(PhysicalType.INT, 1000, key),
                            LongVector.of(PhysicalType.INT, 1000, value)), diffs, 1), new int[] {0, 1}, scratch);
                }
                if (diff > 0) {
                    assertThat(rows.rows()).isEqualTo(count);
                    assertThat(rows.keys()).isEqualTo(keys);
                    assertThat(rows.bytes() / (double) count).as("%d keys", keys).isLessThan(most == 0 ? 32 : 44);
                    most = Math.max(most, rows.bytes());
                }
            }
            assertThat(rows.rows()).isZero();
            assertThat(rows.cells().pages().liveBytes()).isZero();
        }
    }

    private static void run(List<PhysicalType> types, int keys, int spread, Optional<RowOrder> order) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        RandomRows source = new RandomRows(new SplittableRandom(seed), types, spread);
        RowLayout layout = new RowLayout(types, keys);
        KeyedRows rows = new KeyedRows(layout, order);
        EncodedRows scratch = new EncodedRows(layout);
        int[] columns = new int[types.size()];
        Arrays.setAll(columns, i -> i);
        for (int round = 0; round < 12; round++) {
            ColumnBatch batch = source.updates(round % 3 == 0 ? 900 : 30, 1);
            rows.apply(batch, columns, scratch);
            compare(rows, source, keys, order);
        }
        ColumnBatch all = everything(source);
        rows.apply(all.negated(), columns, scratch);
        assertThat(rows.rows()).as("seed %d", seed).isZero();
        assertThat(rows.keys()).isZero();
        assertThat(rows.cells().pages().liveBytes()).as("leaked words, seed %d", seed).isZero();
    }

    private static ColumnBatch everything(RandomRows source) {
        dev.mizu.repr.batch.BatchBuilder builder = new dev.mizu.repr.batch.BatchBuilder(source.types, 100);
        source.contents.rows.forEach((row, diff) -> builder.append(row.datums(), diff));
        return builder.build(1);
    }

    private static void compare(KeyedRows rows, RandomRows source, int keys, Optional<RowOrder> order) {
        assertThat(rows.rows()).isEqualTo(source.contents.rows.size());
        Multiset scanned = new Multiset();
        Map<List<Datum>, List<Row>> byKey = new HashMap<>();
        RowMatches matches = new RowMatches();
        for (long position = 0; position < rows.positions(); position++) {
            int entry = rows.scan(position);
            if (entry == 0) {
                continue;
            }
            List<Row> ofKey = new ArrayList<>();
            for (int from = 0; from >= 0; ) {
                matches.clear();
                from = rows.collect(entry, 0, from, matches);
                List<Vector> vectors = new ArrayList<>();
                for (int c = 0; c < source.types.size(); c++) {
                    vectors.add(rows.cells().reader().column(c, matches));
                }
                ColumnBatch batch = new ColumnBatch(matches.size(), vectors, matches.diffs(), 0);
                scanned.add(batch);
                for (int i = 0; i < batch.size(); i++) {
                    ofKey.add(batch.row(i));
                }
            }
            byKey.put(ofKey.getFirst().datums().subList(0, keys), ofKey);
            order.ifPresent(by -> assertSorted(ofKey, by));
        }
        assertThat(scanned).isEqualTo(source.contents);
        assertThat(rows.keys()).isEqualTo(byKey.size());
    }

    private static void assertSorted(List<Row> rows, RowOrder order) {
        RowOrder.Column by = order.columns().getFirst();
        for (int i = 1; i < rows.size(); i++) {
            Datum before = rows.get(i - 1).get(by.column());
            Datum after = rows.get(i).get(by.column());
            if (before.isNull() || after.isNull()) {
                assertThat(by.nullsFirst() ? before.isNull() : after.isNull()).isTrue();
            } else {
                int compared = DatumOrder.compare(before, after);
                assertThat(by.descending() ? -compared : compared).isLessThanOrEqualTo(0);
            }
        }
    }
}
