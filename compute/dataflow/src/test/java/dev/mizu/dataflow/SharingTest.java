package dev.mizu.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.dataflow.arrangement.ArrangementScan;
import dev.mizu.dataflow.arrangement.ReadHold;
import dev.mizu.dataflow.operator.Join;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two indexes, and dataflows that come later and join them with each other and with streams of their own. */
final class SharingTest {
    private static final List<PhysicalType> PAIR = List.of(PhysicalType.INT, PhysicalType.TEXT);
    private static final List<PhysicalType> OUT = List.of(PhysicalType.INT, PhysicalType.TEXT, PhysicalType.TEXT);

    private final Scheduler scheduler = new Scheduler();
    private SplittableRandom random = new SplittableRandom(0);

    /** Contents of a collection at every time at which they changed. */
    private static final class History {
        final RandomRows rows;
        final TreeMap<Long, Multiset> versions = new TreeMap<>();

        History(RandomRows rows) {
            this.rows = rows;
            versions.put(0L, new Multiset());
        }

        Multiset at(long time) {
            return versions.floorEntry(time).getValue();
        }
    }

    /** A dataflow that joins two collections, with what came out and what should have. */
    private record Joined(Dataflow dataflow, TreeMap<Long, Multiset> out, History left, History right) {
        void check(long upper) {
            for (long time = dataflow.asOf(); time < upper; time++) {
                Multiset got = new Multiset();
                out.headMap(time, true).values().forEach(part -> part.rows.forEach(got::add));
                assertThat(got).as("at %d", time).isEqualTo(join(left.at(time), right.at(time)));
            }
        }
    }

    private static Multiset join(Multiset left, Multiset right) {
        Multiset out = new Multiset();
        left.rows.forEach((l, n) -> right.rows.forEach((r, m) -> {
            if (!l.get(0).isNull() && l.get(0).equals(r.get(0))) {
                out.add(Row.of(l.get(0), l.get(1), r.get(1)), n * m);
            }
        }));
        return out;
    }

    @Test
    void dataflowsShareIndexesAtAllTimes() {
        for (int i = 0; i < 25; i++) {
            long seed = System.nanoTime();
            try {
                random = new SplittableRandom(seed);
                run();
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    private void run() {
        List<History> histories = new ArrayList<>();
        List<FedInput> inputs = new ArrayList<>();
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            DataflowBuilder builder = new DataflowBuilder("index", 1, Long.MAX_VALUE);
            Stream stream = builder.input("rows", PAIR);
            traces.add(builder.export("index", stream, 1));
            Dataflow dataflow = builder.build();
            scheduler.add(dataflow);
            inputs.add(dataflow.input(stream));
            histories.add(new History(new RandomRows(random.split(), PAIR, 7)));
        }
        List<Joined> joins = new ArrayList<>();
        List<FedInput> own = new ArrayList<>();
        List<History> ownHistories = new ArrayList<>();
        for (long time = 1; time < 60; time++) {
            feed(time, inputs, histories);
            feed(time, own, ownHistories);
            settle();
            if (random.nextInt(10) == 0) {
                traces.forEach(trace -> trace.allowCompaction(trace.upper() - 1 - random.nextInt(8)));
            }
            if (random.nextInt(6) == 0) {
                long asOf = Math.max(1, Math.max(traces.get(0).since(), traces.get(1).since()));
                boolean shared = random.nextBoolean();
                joins.add(shared ? shared(asOf, traces, histories) : mixed(time + 1, traces, histories, own,
                        ownHistories));
            }
            if (random.nextInt(3) == 0) {
                peek(traces.get(0), histories.get(0));
            }
        }
        settle();
        for (Joined join : joins) {
            join.check(join.dataflow().upper());
        }
        scheduler.dataflows().stream().toList().forEach(scheduler::remove);
    }

    private void feed(long time, List<FedInput> inputs, List<History> histories) {
        for (int i = 0; i < inputs.size(); i++) {
            if (random.nextInt(3) > 0) {
                RandomRows rows = histories.get(i).rows;
                inputs.get(i).send(rows.updates(random.nextInt(20), time));
                histories.get(i).versions.put(time, rows.contents.copy());
            }
            // Frontiers move apart: sometimes one stays behind for a while.
            if (random.nextInt(4) > 0 || time == 59) {
                inputs.get(i).advance(time + 1);
            }
        }
    }

    private void settle() {
        while (scheduler.step()) {
            // until nothing moves
        }
    }

    private Joined shared(long asOf, List<Trace> traces, List<History> histories) {
        DataflowBuilder builder = new DataflowBuilder("shared join", asOf, Long.MAX_VALUE);
        Arranged left = builder.importTrace("left", traces.get(0));
        Arranged right = builder.importTrace("right", traces.get(1));
        return finish(builder, left, right, histories.get(0), histories.get(1));
    }

    private Joined mixed(long asOf, List<Trace> traces, List<History> histories, List<FedInput> own,
            List<History> ownHistories) {
        DataflowBuilder builder = new DataflowBuilder("mixed join", asOf, Long.MAX_VALUE);
        Stream stream = builder.input("own", PAIR);
        History history = new History(new RandomRows(random.split(), PAIR, 7));
        ownHistories.add(history);
        boolean first = random.nextBoolean();
        Arranged mine = builder.arrange("mine", stream, 1);
        mine.arrangement().addReader();
        Arranged other = builder.importTrace("index", traces.get(1));
        Joined joined = first
                ? finish(builder, mine, other, history, histories.get(1))
                : finish(builder, other, mine, histories.get(1), history);
        own.add(joined.dataflow().input(stream));
        return joined;
    }

    private Joined finish(DataflowBuilder builder, Arranged left, Arranged right, History l, History r) {
        Join join = new Join(List.of(
                new Join.Route(0, left.shared(), Optional.empty(), List.of(new Join.Lookup(
                        new Join.Target(right.arrangement(), 1, right.shared()), new int[] {0}, new int[] {0, 1},
                        new int[] {1}, Optional.empty()))),
                new Join.Route(1, right.shared(), Optional.empty(), List.of(new Join.Lookup(
                        new Join.Target(left.arrangement(), 0, left.shared()), new int[] {0}, new int[] {0, 1},
                        new int[] {1}, Optional.of(batch -> dev.mizu.dataflow.operator.Deltas.of(
                                batch.project(new int[] {0, 2, 1}))))))));
        Stream out = builder.apply("join", join, List.of(left.updates(), right.updates()), OUT);
        TreeMap<Long, Multiset> changes = new TreeMap<>();
        builder.sink("sink", out, (time, deltas) ->
                changes.computeIfAbsent(time, t -> new Multiset()).addAll(deltas.rows()));
        Dataflow dataflow = builder.build();
        scheduler.add(dataflow);
        return new Joined(dataflow, changes, l, r);
    }

    /** Scans an index in slices while it changes. */
    private void peek(Trace trace, History history) {
        long since = trace.since();
        if (since >= trace.upper()) {
            return;
        }
        long time = since + random.nextLong(trace.upper() - since);
        ReadHold hold = () -> time;
        trace.hold(hold);
        Multiset got = new Multiset();
        try (ArrangementScan scan = trace.scanRows(time)) {
            for (Optional<ColumnBatch> next = scan.next(); next.isPresent(); next = scan.next()) {
                got.add(next.get());
                scheduler.step();
                trace.allowCompaction(trace.upper() - 1 - random.nextInt(3));
            }
        }
        trace.release(hold);
        assertThat(got).as("peek at %d", time).isEqualTo(history.at(time));
        for (Map.Entry<Row, Long> row : got.rows.entrySet()) {
            assertThat(row.getValue()).isPositive();
        }
    }
}
