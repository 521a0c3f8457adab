package dev.mizu.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Runs a dataflow on random updates and compares what has come out, at every time, with a recomputation from what has
 * gone in. Ticks come one by one, several at once, empty, and in pushes of random size.
 */
final class Harness {
    /** Errors as the problem's text. */
    static final ErrorMaker ERRORS = (rows, problem) -> {
        BatchBuilder builder = new BatchBuilder(List.of(PhysicalType.BYTES), 1);
        for (int i = 0; i < rows.size(); i++) {
            builder.append(List.of(new Datum.Bytes(problem.getBytes(StandardCharsets.UTF_8))), rows.diffs()[i]);
        }
        return builder.build(rows.time());
    };

    private Harness() {}

    /** What a test says: how to build, what to expect, and whether rows only come. */
    record Case(List<List<PhysicalType>> inputs, int spread,
            BiFunction<DataflowBuilder, List<Stream>, Stream> build, Function<List<Multiset>, Multiset> oracle,
            boolean growing) {
        Case(List<List<PhysicalType>> inputs, int spread,
                BiFunction<DataflowBuilder, List<Stream>, Stream> build, Function<List<Multiset>, Multiset> oracle) {
            this(inputs, spread, build, oracle, false);
        }
    }

    static void run(Case test) {
        for (int i = 0; i < 6; i++) {
            long seed = System.nanoTime();
            try {
                run(test, seed);
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    static void run(Case test, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long asOf = 10;
        DataflowBuilder builder = new DataflowBuilder("test", asOf, Long.MAX_VALUE);
        List<Stream> streams = new ArrayList<>();
        List<RandomRows> sources = new ArrayList<>();
        for (List<PhysicalType> types : test.inputs()) {
            streams.add(builder.input("input", types));
            sources.add(new RandomRows(random.split(), types, test.spread(), test.growing() ? 0 : 45));
        }
        TreeMap<Long, Multiset> out = new TreeMap<>();
        Multiset errors = new Multiset();
        Stream result = test.build().apply(builder, streams);
        builder.sink("sink", result, (time, deltas) -> {
            out.computeIfAbsent(time, t -> new Multiset()).addAll(deltas.rows());
            errors.addAll(deltas.errors());
        });
        Dataflow dataflow = builder.build();
        List<FedInput> inputs = streams.stream().map(dataflow::input).toList();
        TreeMap<Long, List<Multiset>> expected = new TreeMap<>();
        for (int round = 0; round < 10; round++) {
            long from = round == 0 ? 0 : asOf + round * 10L - 9;
            int ticks = round == 0 ? 1 : random.nextInt(4);
            for (int tick = 0; tick < ticks; tick++) {
                long time = round == 0 ? random.nextInt(11) : from + tick * 2L;
                for (int i = 0; i < inputs.size(); i++) {
                    int batches = 1 + random.nextInt(round == 0 ? 8 : 3);
                    for (int b = 0; b < batches; b++) {
                        inputs.get(i).send(sources.get(i).updates(random.nextInt(round == 0 ? 80 : 12), time));
                    }
                    if (random.nextInt(4) == 0) {
                        drive(dataflow, random);
                    }
                }
                expected.put(Math.max(time, asOf), sources.stream().map(s -> s.contents.copy()).toList());
            }
            long frontier = asOf + round * 10L + 1;
            inputs.forEach(input -> input.advance(frontier));
            drive(dataflow, random);
            assertThat(dataflow.upper()).isEqualTo(frontier);
        }
        for (Map.Entry<Long, List<Multiset>> entry : expected.entrySet()) {
            Multiset got = new Multiset();
            out.headMap(entry.getKey(), true).values().forEach(part -> part.rows.forEach(got::add));
            assertThat(got).as("at %d", entry.getKey()).isEqualTo(test.oracle().apply(entry.getValue()));
        }
        assertThat(errors.rows).isEmpty();
    }

    private static void drive(Dataflow dataflow, SplittableRandom random) {
        int idle = 0;
        while (idle < 2) {
            idle = dataflow.step(1 + random.nextInt(60)) ? 0 : idle + 1;
        }
    }

    /** A collection as one batch. */
    static ColumnBatch batch(Multiset rows, List<PhysicalType> types, long time) {
        BatchBuilder builder = new BatchBuilder(types, 16);
        for (Map.Entry<Row, Long> row : rows.rows.entrySet()) {
            builder.append(row.getKey().datums(), row.getValue());
        }
        return builder.build(time);
    }
}
