package dev.mizu.dataflow.bench;

import dev.mizu.dataflow.Arranged;
import dev.mizu.dataflow.Dataflow;
import dev.mizu.dataflow.DataflowBuilder;
import dev.mizu.dataflow.FedInput;
import dev.mizu.dataflow.RowNumbers;
import dev.mizu.dataflow.Scheduler;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.operator.Join;
import dev.mizu.dataflow.reduce.Accumulator;
import dev.mizu.dataflow.reduce.Aggregate;
import dev.mizu.dataflow.reduce.Reduce;
import dev.mizu.dataflow.reduce.TopK;
import dev.mizu.dataflow.reduce.Window;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.LongVector;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Steady maintenance of one operator each, in million rows per CPU-second of the loop's thread, with three deletions in
 * ten, or none where only growth is measured; and the bytes of state a row. Arguments: batch sizes (default 100 10000).
 */
public final class KernelBenchmark {
    private static final List<PhysicalType> PAIR = List.of(PhysicalType.INT, PhysicalType.INT);
    private static final int ROWS = 1_000_000;

    private static final List<Kernel> KERNELS = List.of(
            new Kernel("count+sum 1M groups", 1, ROWS, false, KernelBenchmark::aggregate),
            new Kernel("join 1:1", 2, ROWS, false, KernelBenchmark::join),
            new Kernel("join 1:10", 2, ROWS / 10, false, KernelBenchmark::join),
            new Kernel("min+max, 10 a key", 1, ROWS / 10, false, (b, in) -> extremes(b, in, false)),
            new Kernel("max of 4 groups", 1, 4, true, (b, in) -> extremes(b, in, false)),
            new Kernel("max of 4, growing", 1, 4, true, (b, in) -> extremes(b, in, true)),
            new Kernel("top-3, 10 a key", 1, ROWS / 10, false, (b, in) -> topK(b, in, false)),
            new Kernel("top-3 of 4 groups", 1, 4, true, (b, in) -> topK(b, in, false)),
            new Kernel("top-3 of 4, growing", 1, 4, true, (b, in) -> topK(b, in, true)),
            new Kernel("row number, 100 a key", 1, ROWS / 100, false, KernelBenchmark::window));

    private KernelBenchmark() {}

    public static void main(String[] args) {
        int[] batches = args.length == 0 ? new int[] {100, 10_000}
                : java.util.Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        for (int round = 0; round < 2; round++) {
            for (int batch : batches) {
                for (Kernel kernel : KERNELS) {
                    if (kernel.name().contains(System.getProperty("kernel.only", ""))) {
                        run(kernel, batch);
                    }
                }
            }
        }
    }

    private interface Build {
        void build(DataflowBuilder builder, List<Stream> inputs);
    }

    /** An operator over a million rows of so many keys. {@code growing}: nothing is deleted. */
    private record Kernel(String name, int inputs, int keys, boolean growing, Build build) {}

    private static void aggregate(DataflowBuilder b, List<Stream> in) {
        List<Aggregate> aggregates = List.of(
                new Aggregate.Accumulated(new Accumulator.Count(), List.of(), false, false, OptionalInt.empty()),
                new Aggregate.Accumulated(new Accumulator.SumOfLongs(PhysicalType.INT, sum -> new byte[0]),
                        List.of(1), false, true, OptionalInt.empty()));
        out(b, b.apply("reduce", new Reduce(new Reduce.Grouping(PAIR, List.of(0), aggregates), (r, p) -> r), in,
                List.of(PhysicalType.INT, PhysicalType.INT, PhysicalType.INT)));
    }

    private static void extremes(DataflowBuilder b, List<Stream> in, boolean monotonic) {
        List<Aggregate> aggregates = List.of(
                new Aggregate.Extreme(1, true, false, PhysicalType.INT, OptionalInt.empty()));
        Reduce.Grouping grouping = new Reduce.Grouping(PAIR, List.of(0), aggregates, monotonic);
        out(b, b.apply("reduce", new Reduce(grouping, (r, p) -> r), in, PAIR));
    }

    private static void topK(DataflowBuilder b, List<Stream> in, boolean monotonic) {
        TopK.Window window = new TopK.Window(List.of(0),
                new RowOrder(List.of(new RowOrder.Column(1, true, true, false))),
                Optional.of(TopK.Limit.constant(3)), 0, monotonic);
        out(b, b.apply("top-k", new TopK(PAIR, window, (r, p) -> r), in, PAIR));
    }

    private static void window(DataflowBuilder b, List<Stream> in) {
        Window.Partitioning partitioning = new Window.Partitioning(List.of(0),
                new RowOrder(List.of(RowOrder.Column.ascending(1))), List.of(new RowNumbers((row, peer) -> row + 1)));
        out(b, b.apply("window", new Window(PAIR, partitioning, (r, p) -> r), in,
                List.of(PhysicalType.INT, PhysicalType.INT, PhysicalType.INT)));
    }

    private static void join(DataflowBuilder b, List<Stream> in) {
        Arranged left = b.arrange("left", in.get(0), 1);
        Arranged right = b.arrange("right", in.get(1), 1);
        left.arrangement().addReader();
        right.arrangement().addReader();
        Join join = new Join(List.of(route(0, right, 1), route(1, left, 0)));
        out(b, b.apply("join", join, List.of(left.updates(), right.updates()),
                List.of(PhysicalType.INT, PhysicalType.INT, PhysicalType.INT)));
    }

    private static Join.Route route(int source, Arranged target, int relation) {
        return new Join.Route(source, false, Optional.empty(), List.of(new Join.Lookup(
                new Join.Target(target.arrangement(), relation, false), new int[] {0}, new int[] {0, 1},
                new int[] {1}, Optional.empty())));
    }

    private static void out(DataflowBuilder b, Stream stream) {
        b.sink("sink", stream, (time, deltas) -> {});
    }

    private static void run(Kernel kernel, int batch) {
        int inputs = kernel.inputs();
        DataflowBuilder builder = new DataflowBuilder(kernel.name(), 1, Long.MAX_VALUE);
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            streams.add(builder.input("in", PAIR));
        }
        kernel.build().build(builder, streams);
        Dataflow dataflow = builder.build();
        Scheduler scheduler = new Scheduler();
        scheduler.add(dataflow);
        List<FedInput> feeds = streams.stream().map(dataflow::input).toList();
        Changes changes = new Changes(kernel);
        long load = cpu();
        int loaded = 0;
        for (int i = 0; i < inputs; i++) {
            // The second side of a join is a dimension: each key once.
            int count = i == 1 ? kernel.keys() : ROWS;
            for (int from = 0; from < count; from += 4096) {
                feeds.get(i).send(changes.initial(from, Math.min(4096, count - from), i == 0));
            }
            loaded += count;
            feeds.get(i).advance(2);
        }
        drain(scheduler);
        double loadRate = loaded * 1e3 / (cpu() - load);
        double bytes = (double) dataflow.bytes() / loaded;
        long spent = 0;
        long done = 0;
        for (long time = 2; done < 3_000_000 && spent < 4_000_000_000L; time++) {
            feeds.get(0).send(changes.next(batch, time));
            for (FedInput feed : feeds) {
                feed.advance(time + 1);
            }
            long start = cpu();
            drain(scheduler);
            spent += cpu() - start;
            done += batch;
        }
        System.out.printf(Locale.ROOT, "%-22s batch %6d  %6.2f M rows/s  load %5.2f M rows/s  %5.1f bytes/row%n",
                kernel.name(), batch, done * 1e3 / spent, loadRate, bytes);
    }

    /** Rows (key, value) and what becomes of them: three changes in ten are deletions. */
    private static final class Changes {
        private final SplittableRandom random = new SplittableRandom(7);
        private final int keys;
        private final int deletions;
        private final long[] present = new long[ROWS];
        private long[] k = {};
        private long[] v = {};
        private long[] d = {};
        private int size;

        Changes(Kernel kernel) {
            keys = kernel.keys();
            deletions = kernel.growing() ? 0 : 43;
        }

        ColumnBatch initial(int from, int count, boolean remembered) {
            start(count);
            for (int row = from; row < from + count; row++) {
                long value = random.nextInt(1_000_000);
                present[row] = remembered ? value : present[row];
                put(row, value, 1);
            }
            return batchOf(k, v, d, 1);
        }

        ColumnBatch next(int count, long time) {
            start(count);
            while (size < count) {
                int row = random.nextInt(ROWS);
                long value = random.nextInt(1_000_000);
                if (size + 1 < count && random.nextInt(100) < deletions) {
                    put(row, present[row], -1);
                    present[row] = value;
                }
                put(row, value, 1);
            }
            return batchOf(k, v, d, time);
        }

        private void start(int count) {
            k = new long[count];
            v = new long[count];
            d = new long[count];
            size = 0;
        }

        private void put(int row, long value, long diff) {
            k[size] = row % keys;
            v[size] = value;
            d[size++] = diff;
        }
    }

    private static ColumnBatch batchOf(long[] k, long[] v, long[] d, long time) {
        return new ColumnBatch(k.length, List.of(LongVector.of(PhysicalType.INT, k.length, k),
                LongVector.of(PhysicalType.INT, k.length, v)), d, time);
    }

    private static void drain(Scheduler scheduler) {
        while (scheduler.step()) {
            // until nothing moves
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
