package dev.mizu.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.reduce.Aggregate;
import dev.mizu.dataflow.reduce.Reduce;
import dev.mizu.dataflow.reduce.TopK;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What operators keep of collections that only grow, and what they do when those shrink all the same. */
final class GrowingInputTest {
    private static final List<PhysicalType> PAIR = List.of(PhysicalType.INT, PhysicalType.INT);
    private static final List<PhysicalType> TEXTS = List.of(PhysicalType.INT, PhysicalType.TEXT);
    private static final RowOrder ASCENDING = new RowOrder(List.of(RowOrder.Column.ascending(1)));
    private static final int GROUPS = 5;
    private static final Row ERROR = Row.of(new Datum.Bytes(
            "a row taken back from what only grows".getBytes(StandardCharsets.UTF_8)));

    /** A dataflow of one operator, fed by hand. */
    private static final class Fed {
        private final List<PhysicalType> types;
        private final Dataflow dataflow;
        private final FedInput input;
        final Multiset rows = new Multiset();
        final Multiset errors = new Multiset();
        private long time = 1;

        Fed(List<PhysicalType> types, List<PhysicalType> out, Operator operator) {
            this.types = types;
            DataflowBuilder builder = new DataflowBuilder("test", 1, Long.MAX_VALUE);
            Stream in = builder.input("in", types);
            builder.sink("out", builder.apply("operator", operator, List.of(in), out), (at, deltas) -> {
                rows.addAll(deltas.rows());
                errors.addAll(deltas.errors());
            });
            dataflow = builder.build();
            input = dataflow.input(in);
        }

        void send(List<Row> batch, long diff) {
            BatchBuilder builder = new BatchBuilder(types, batch.size());
            batch.forEach(row -> builder.append(row.datums(), diff));
            ColumnBatch built = builder.build(time);
            input.send(built);
            settle();
        }

        void tick() {
            input.advance(++time);
            settle();
        }

        private void settle() {
            while (dataflow.step(1_000)) {
                // until nothing moves
            }
        }
    }

    private static Reduce extremes(PhysicalType type, boolean unsigned) {
        return new Reduce(new Reduce.Grouping(List.of(PhysicalType.INT, type), List.of(0), List.of(
                new Aggregate.Extreme(1, false, unsigned, type, OptionalInt.empty()),
                new Aggregate.Extreme(1, true, unsigned, type, OptionalInt.empty())), true), Harness.ERRORS);
    }

    private static TopK top(List<PhysicalType> types, TopK.Limit limit, long offset) {
        return new TopK(types, new TopK.Window(List.of(0), ASCENDING, Optional.of(limit), offset, true),
                Harness.ERRORS);
    }

    /** So many rows, each once, in a random order. */
    private static List<Row> shuffled(int count) {
        List<Row> rows = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            rows.add(Row.of(Datum.of(i % GROUPS), Datum.of(i)));
        }
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Collections.shuffle(rows, new Random(seed));
        return rows;
    }

    @Test
    void minimaAndMaximaKeepOneValueAGroup() {
        Reduce reduce = extremes(PhysicalType.INT, false);
        Fed fed = new Fed(PAIR, List.of(PhysicalType.INT, PhysicalType.INT, PhysicalType.INT), reduce);
        List<Row> all = shuffled(20_000);
        for (int from = 0; from < all.size(); from += 1_000) {
            fed.send(all.subList(from, from + 1_000), 1);
            assertThat(reduce.stateRows()).isLessThanOrEqualTo(3 * GROUPS);
            if (from % 5_000 == 0) {
                fed.tick();
            }
        }
        fed.tick();
        Multiset expected = new Multiset();
        for (long group = 0; group < GROUPS; group++) {
            expected.add(Row.of(Datum.of(group), Datum.of(group), Datum.of(20_000 - GROUPS + group)), 1);
        }
        assertThat(fed.rows).isEqualTo(expected);
        assertThat(fed.errors.rows).isEmpty();
    }

    @Test
    void longTextsThatAreBeatenGiveTheirMemoryBack() {
        Reduce reduce = extremes(PhysicalType.TEXT, false);
        Fed fed = new Fed(TEXTS, List.of(PhysicalType.INT, PhysicalType.TEXT, PhysicalType.TEXT), reduce);
        long bytes = 0;
        for (int i = 0; i < 3_000; i++) {
            String text = "%05d".formatted(i) + "x".repeat(400);
            fed.send(List.of(Row.of(Datum.of(0L), Datum.of(text))), 1);
            if (i == 10) {
                bytes = reduce.stateBytes();
            }
        }
        fed.tick();
        assertThat(reduce.stateBytes()).isEqualTo(bytes);
        assertThat(fed.rows.rows.keySet().iterator().next().get(2).asText()).startsWith("02999x");
    }

    @Test
    void unsignedNumbersAreOrderedAsSuch() {
        Fed fed = new Fed(PAIR, List.of(PhysicalType.INT, PhysicalType.INT, PhysicalType.INT),
                extremes(PhysicalType.INT, true));
        fed.send(List.of(Row.of(Datum.of(1L), Datum.of(-1L)), Row.of(Datum.of(1L), Datum.NULL),
                Row.of(Datum.of(1L), Datum.of(7L)), Row.of(Datum.of(2L), Datum.NULL)), 1);
        fed.tick();
        Multiset expected = new Multiset();
        expected.add(Row.of(Datum.of(1L), Datum.of(7L), Datum.of(-1L)), 1);
        expected.add(Row.of(Datum.of(2L), Datum.NULL, Datum.NULL), 1);
        assertThat(fed.rows).isEqualTo(expected);
    }

    @Test
    void topKKeepsNoMoreThanItsWindowReaches() {
        for (long limit : new long[] {1, 2, 3, 40, 64, 65, 300}) {
            for (long offset : new long[] {0, 2}) {
                topK(limit, offset);
            }
        }
    }

    private static void topK(long limit, long offset) {
        // The last group wants one row less than the others.
        TopK top = top(PAIR, (keys, row) -> keys.row(row).get(0).asLong() == GROUPS - 1 ? limit - 1 : limit, offset);
        Fed fed = new Fed(PAIR, PAIR, top);
        List<Row> all = shuffled(5_000);
        for (int from = 0; from < all.size(); from += 500) {
            fed.send(all.subList(from, from + 500), 1);
            assertThat(top.stateRows()).isLessThanOrEqualTo(GROUPS * (limit + offset));
            if (from % 1_000 == 0) {
                fed.tick();
            }
        }
        fed.tick();
        Set<Row> expected = new HashSet<>();
        for (long group = 0; group < GROUPS; group++) {
            long wanted = group == GROUPS - 1 ? limit - 1 : limit;
            for (long i = offset; i < offset + wanted; i++) {
                expected.add(Row.of(Datum.of(group), Datum.of(i * GROUPS + group)));
            }
        }
        assertThat(fed.rows.rows.keySet()).as("limit %d offset %d", limit, offset).isEqualTo(expected);
        assertThat(fed.errors.rows).isEmpty();
    }

    @Test
    void longTextsBeyondTheWindowGiveTheirMemoryBack() {
        TopK top = top(TEXTS, TopK.Limit.constant(3), 0);
        Fed fed = new Fed(TEXTS, TEXTS, top);
        long bytes = 0;
        for (int i = 3_000; i > 0; i--) {
            String text = "%05d".formatted(i) + "x".repeat(400);
            fed.send(List.of(Row.of(Datum.of(0L), Datum.of(text))), 1);
            fed.tick();
            if (i == 2_990) {
                bytes = top.stateBytes();
            }
        }
        assertThat(top.stateBytes()).isEqualTo(bytes);
        assertThat(fed.rows.rows).hasSize(3);
    }

    @Test
    void whatGoesAllTheSameIsAnErrorThatStays() {
        List<Row> rows = List.of(Row.of(Datum.of(0L), Datum.of(1L)), Row.of(Datum.of(0L), Datum.of(2L)));
        for (Fed fed : List.of(
                new Fed(PAIR, List.of(PhysicalType.INT, PhysicalType.INT, PhysicalType.INT),
                        extremes(PhysicalType.INT, false)),
                new Fed(PAIR, PAIR, top(PAIR, TopK.Limit.constant(1), 0)))) {
            fed.send(rows, 1);
            fed.tick();
            assertThat(fed.errors.rows).isEmpty();
            fed.send(rows.subList(0, 1), -2);
            fed.tick();
            assertThat(fed.errors.rows).containsOnlyKeys(ERROR).containsValue(1L);
            fed.send(rows, 5);
            fed.tick();
            assertThat(fed.errors.rows).containsOnlyKeys(ERROR).containsValue(1L);
        }
    }
}
