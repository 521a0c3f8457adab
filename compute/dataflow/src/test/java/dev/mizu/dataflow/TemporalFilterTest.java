package dev.mizu.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.dataflow.operator.TemporalFilter;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.time.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TemporalFilterTest {
    private static final List<PhysicalType> TYPES = List.of(PhysicalType.INT, PhysicalType.INT, PhysicalType.TEXT);

    @Test
    void rowsComeAndGoWithTime() {
        for (int i = 0; i < 20; i++) {
            long seed = System.nanoTime();
            try {
                run(seed);
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    /** The validity of a row: from its first column for as long as its second says. */
    private static TemporalFilter.Timed validity(ColumnBatch batch) {
        long[] lower = new long[batch.size()];
        long[] upper = new long[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            lower[i] = lower(batch.row(i));
            upper[i] = upper(batch.row(i));
        }
        return new TemporalFilter.Timed(batch, List.of(), lower, upper);
    }

    private static long lower(Row row) {
        return row.get(0).isNull() ? 0 : 10 + row.get(0).asLong();
    }

    private static long upper(Row row) {
        return row.get(1).isNull() ? Timestamps.CLOSED : lower(row) + row.get(1).asLong();
    }

    private static void run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long until = random.nextBoolean() ? Timestamps.CLOSED : 55;
        DataflowBuilder builder = new DataflowBuilder("temporal", 10, until);
        Stream in = builder.input("in", TYPES);
        TreeMap<Long, Multiset> out = new TreeMap<>();
        Stream filtered = builder.apply("filter",
                new TemporalFilter(TYPES, TemporalFilterTest::validity, until), List.of(in), TYPES);
        builder.sink("sink", filtered, (time, deltas) ->
                out.computeIfAbsent(time, t -> new Multiset()).addAll(deltas.rows()));
        Dataflow dataflow = builder.build();
        FedInput input = dataflow.input(in);
        RandomRows rows = new RandomRows(random, TYPES, 40);
        TreeMap<Long, Multiset> contents = new TreeMap<>();
        for (long time = 10; time < 80; time++) {
            if (random.nextInt(3) > 0) {
                input.send(rows.updates(random.nextInt(time == 10 ? 300 : 15), time));
            }
            contents.put(time, rows.contents.copy());
            if (random.nextInt(3) == 0 || time == 79) {
                input.advance(time + 1);
                while (dataflow.step(20)) {
                    // until nothing moves
                }
            }
        }
        for (Map.Entry<Long, Multiset> entry : contents.entrySet()) {
            long time = entry.getKey();
            if (time >= until) {
                break;
            }
            Multiset expected = new Multiset();
            entry.getValue().rows.forEach((row, n) -> {
                if (lower(row) <= time && time < upper(row)) {
                    expected.add(row, n);
                }
            });
            Multiset got = new Multiset();
            out.headMap(time, true).values().forEach(part -> part.rows.forEach(got::add));
            assertThat(got).as("at %d", time).isEqualTo(expected);
        }
    }
}
