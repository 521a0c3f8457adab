package dev.mizu.computeworker.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.LirPrinter;
import dev.mizu.dataflow.Dataflow;
import dev.mizu.dataflow.DataflowBuilder;
import dev.mizu.dataflow.FedInput;
import dev.mizu.dataflow.Scheduler;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.Trace;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Random plans over changing collections and shared indexes against {@link PlanOracle}, at every time. */
final class RandomPlanTest {
    private static final int TABLES = 3;
    private static final GlobalId COMPUTED = GlobalId.user(200);

    @Test
    void plansMeanWhatTheyMean() {
        for (int i = 0; i < Integer.getInteger("plans", 400); i++) {
            long seed = System.nanoTime();
            new Run(seed).run(plans -> plans.plan(1 + plans.random().nextInt(4)));
        }
    }

    @Test
    void plansOverWhatOnlyGrowsMeanWhatTheyMean() {
        for (int i = 0; i < Integer.getInteger("plans", 400); i++) {
            long seed = System.nanoTime();
            new Run(seed, 0).run(plans -> plans.plan(1 + plans.random().nextInt(4)));
        }
    }

    @Test
    void recursionsMeanWhatTheyMean() {
        for (int i = 0; i < Integer.getInteger("plans", 400); i++) {
            long seed = System.nanoTime();
            new Run(seed).run(plans -> plans.letRec(1 + plans.random().nextInt(2)));
        }
    }

    /** One seed. */
    private static final class Run {
        private final long seed;
        private final int deletions;
        private final SplittableRandom random;
        private final Scheduler scheduler = new Scheduler();
        private final List<GlobalId> tables = new ArrayList<>();
        private final List<GlobalId> indexes = new ArrayList<>();
        private final Map<GlobalId, ScalarExpr> keys = new HashMap<>();
        private final Map<GlobalId, Map<Row, Long>> contents = new HashMap<>();
        private final Map<GlobalId, List<FedInput>> inputs = new HashMap<>();
        private final TreeMap<Long, Map<GlobalId, Map<Row, Long>>> history = new TreeMap<>();

        Run(long seed) {
            this(seed, 4);
        }

        /** With so many deletions in ten updates. */
        Run(long seed, int deletions) {
            this.seed = seed;
            this.deletions = deletions;
            this.random = new SplittableRandom(seed);
        }

        void run(Function<RandomPlans, LirPlan> chosen) {
            Map<GlobalId, IndexSource> sources = new HashMap<>();
            for (int i = 0; i < TABLES; i++) {
                tables.add(GlobalId.user(i));
                contents.put(GlobalId.user(i), new HashMap<>());
                GlobalId index = GlobalId.user(100 + i);
                indexes.add(index);
                keys.put(index, new ScalarExpr.Column(0));
            }
            keys.put(COMPUTED, RandomPlans.COMPUTED);
            keys.forEach((index, key) -> sources.put(index, index(index, key)));
            List<Trace> traces = sources.values().stream().map(IndexSource::trace).toList();
            LirPlan plan = chosen.apply(new RandomPlans(
                    random.split(), tables, indexes, COMPUTED, deletions == 0));
            TreeMap<Long, Map<Row, Long>> out = new TreeMap<>();
            List<String> errors = new ArrayList<>();
            try {
                Dataflow dataflow = start(plan, sources, out, errors);
                for (long time = 1; time < 14; time++) {
                    tick(time);
                    if (random.nextInt(3) == 0) {
                        long since = time - 1;
                        traces.forEach(trace -> trace.allowCompaction(since));
                    }
                }
                advance(14);
                assertThat(dataflow.upper()).isEqualTo(14);
                assertThat(errors).isEmpty();
                check(plan, out);
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed + "\n" + LirPrinter.print(plan), failure);
            }
        }

        private IndexSource index(GlobalId id, ScalarExpr key) {
            contents.put(id, new HashMap<>());
            DataflowBuilder builder = new DataflowBuilder("index", 1, Timestamps.CLOSED);
            ArrangementShape shape = ArrangementShape.of(List.of(key), RandomPlans.TABLE.columns());
            Stream stream = builder.input("rows", Physical.of(RandomPlans.TABLE));
            RenderContext context = new RenderContext(builder, Timestamps.CLOSED, Map.of());
            Trace trace = builder.export("index", context.arrangeRows(stream, shape), 1);
            Dataflow dataflow = builder.build();
            inputs.computeIfAbsent(id, i -> new ArrayList<>()).add(dataflow.input(stream));
            scheduler.add(dataflow);
            return new IndexSource(trace, shape);
        }

        private Dataflow start(LirPlan plan, Map<GlobalId, IndexSource> sources,
                TreeMap<Long, Map<Row, Long>> out, List<String> errors) {
            DataflowBuilder builder = new DataflowBuilder("plan", 3, Timestamps.CLOSED);
            RenderContext context = new RenderContext(builder, Timestamps.CLOSED, sources);
            Map<GlobalId, Stream> streams = new HashMap<>();
            for (GlobalId table : tables) {
                streams.put(table, builder.input("table", Physical.of(RandomPlans.TABLE)));
                context.bind(table, streams.get(table));
            }
            Stream result = PlanRendering.render(context, plan);
            builder.sink("sink", result, (time, deltas) -> {
                Map<Row, Long> changes = out.computeIfAbsent(time, t -> new HashMap<>());
                for (ColumnBatch batch : deltas.rows()) {
                    for (int i = 0; i < batch.size(); i++) {
                        changes.merge(batch.row(i), batch.diffs()[i], Long::sum);
                    }
                }
                deltas.errors().forEach(batch -> errors.add(text(batch)));
            });
            Dataflow dataflow = builder.build();
            streams.forEach((table, stream) ->
                    inputs.computeIfAbsent(table, id -> new ArrayList<>()).add(dataflow.input(stream)));
            scheduler.add(dataflow);
            return dataflow;
        }

        private static String text(ColumnBatch errors) {
            BytesVector bytes = (BytesVector) errors.column(0);
            return EvalError.decode(Arrays.copyOfRange(bytes.heap(), 0, bytes.offsets()[1])).message();
        }

        private void tick(long time) {
            for (Map.Entry<GlobalId, List<FedInput>> entry : inputs.entrySet()) {
                Map<Row, Long> rows = contents.get(entry.getKey());
                ColumnBatch batch = changes(rows, time, random.nextInt(time == 1 ? 40 : 8));
                entry.getValue().forEach(input -> input.send(batch));
            }
            Map<GlobalId, Map<Row, Long>> version = new HashMap<>();
            contents.forEach((id, rows) -> version.put(id, new HashMap<>(rows)));
            history.put(time, version);
            if (random.nextInt(3) > 0) {
                advance(time + 1);
            }
        }

        private void advance(long frontier) {
            inputs.values().forEach(list -> list.forEach(input -> input.advance(frontier)));
            while (scheduler.step()) {
                // until nothing moves
            }
        }

        private ColumnBatch changes(Map<Row, Long> rows, long time, int count) {
            BatchBuilder builder = new BatchBuilder(Physical.of(RandomPlans.TABLE), count);
            for (int i = 0; i < count; i++) {
                boolean delete = !rows.isEmpty() && random.nextInt(10) < deletions;
                Row row = delete ? new ArrayList<>(rows.keySet()).get(random.nextInt(rows.size()))
                        : Row.of(number(), number(), random.nextInt(8) == 0 ? Datum.NULL
                                : Datum.of("t".repeat(random.nextInt(3) * 14)));
                long diff = delete ? -1 : 1;
                rows.merge(row, diff, Long::sum);
                rows.values().removeIf(n -> n == 0);
                builder.append(row.datums(), diff);
            }
            return builder.build(time);
        }

        private Datum number() {
            return random.nextInt(8) == 0 ? Datum.NULL : Datum.of((long) random.nextInt(6));
        }

        private void check(LirPlan plan, TreeMap<Long, Map<Row, Long>> out) {
            Map<Row, Long> got = new HashMap<>();
            for (long time = 3; time < 14; time++) {
                out.getOrDefault(time, Map.of()).forEach((row, n) -> got.merge(row, n, Long::sum));
                got.values().removeIf(n -> n == 0);
                Map<Row, Long> want = new PlanOracle(history.get(time), keys, time).eval(plan);
                assertThat(got).as("at %d", time).isEqualTo(want);
            }
        }
    }
}
