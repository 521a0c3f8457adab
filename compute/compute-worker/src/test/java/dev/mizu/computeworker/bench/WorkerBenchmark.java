package dev.mizu.computeworker.bench;

import dev.mizu.base.concurrent.LoopThread;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.BuiltObject;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.ShardImport;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.computeplan.JoinPlan;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.ReducePlan;
import dev.mizu.computeworker.ComputeWorker;
import dev.mizu.computeworker.DataflowStats;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.dataflow.OperatorStats;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.TableShards;
import dev.mizu.persist.Writer;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.repr.time.Timestamps;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A replica over shards in memory: orders joined with customers, counted and summed by region, kept in an index and a
 * materialized view. Prints hydration, steady maintenance in rows per CPU-second of the whole process (decoding, join,
 * aggregate, write-back), and the time from an append to the index showing it.
 */
public final class WorkerBenchmark {
    private static final RelationType ORDERS = RelationType.of(
            SimpleType.INT8.notNull(), SimpleType.INT8.notNull(), SimpleType.INT8.notNull());
    private static final RelationType CUSTOMERS =
            RelationType.of(SimpleType.INT8.notNull(), SimpleType.TEXT.notNull());
    private static final RelationType TOTALS = RelationType.of(
            SimpleType.TEXT.notNull(), SimpleType.INT8.notNull(), SimpleType.INT8.notNull());
    private static final GlobalId ORDERS_ID = GlobalId.user(1);
    private static final GlobalId CUSTOMERS_ID = GlobalId.user(2);
    private static final GlobalId TOTALS_ID = GlobalId.user(3);
    private static final GlobalId INDEX = GlobalId.user(4);
    private static final GlobalId VIEW = GlobalId.user(5);
    private static final int CUSTOMER_COUNT = 10_000;

    private final SplittableRandom random = new SplittableRandom(3);
    private final PersistClient client = PersistClient.open(new PersistLocation.Memory());
    private final Map<GlobalId, Long> frontiers = new ConcurrentHashMap<>();
    private final Writer orders = client.openWriter(new ShardId("sorders"));
    private final Writer customers = client.openWriter(new ShardId("scustomers"));
    private final long[] amounts;
    private long upper;

    private WorkerBenchmark(int rows) {
        amounts = new long[rows];
    }

    public static void main(String[] args) throws InterruptedException {
        new WorkerBenchmark(args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000).run();
        System.exit(0);
    }

    private void run() throws InterruptedException {
        load();
        TableShards tables = TableShards.open(client, new ShardId("stxns"));
        ShardAccess shards = new ShardAccess.Locations(client, tables, client, tables);
        ComputeWorker worker = new ComputeWorker(shards, this::hear);
        LoopThread thread = LoopThread.start("replica", worker, Throwable::printStackTrace);
        worker.onWork(thread::wake);
        long start = System.nanoTime();
        worker.send(new ComputeCommand.CreateDataflow(description()));
        await(upper);
        System.out.printf(Locale.ROOT, "hydration: %,d rows in %d ms%n",
                amounts.length + CUSTOMER_COUNT, (System.nanoTime() - start) / 1_000_000);
        for (int batch : new int[] {1000, 10_000, 100}) {
            steady(batch);
        }
        latency();
        threads();
        worker.introspect(WorkerBenchmark::print);
        Thread.sleep(200);
    }

    private void hear(ComputeResponse response) {
        if (response instanceof ComputeResponse.Frontiers f) {
            frontiers.put(f.id(), f.writeFrontier());
        }
    }

    private void await(long frontier) {
        while (frontiers.getOrDefault(INDEX, 0L) < frontier || frontiers.getOrDefault(VIEW, 0L) < frontier) {
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000);
        }
    }

    private void load() {
        UpdatesBuilder rows = Updates.builder();
        for (int i = 0; i < CUSTOMER_COUNT; i++) {
            rows.add(RowCodec.encode(Row.of(Datum.of((long) i), Datum.of("region " + i % 50))), 0, 1);
        }
        customers.compareAndAppend(rows.build(), 0, 1);
        rows = Updates.builder();
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = random.nextInt(1000);
            rows.add(order(i), 0, 1);
        }
        orders.compareAndAppend(rows.build(), 0, 1);
        upper = 1;
    }

    private byte[] order(int id) {
        return RowCodec.encode(Row.of(
                Datum.of((long) id), Datum.of((long) (id * 31L % CUSTOMER_COUNT)), Datum.of(amounts[id])));
    }

    private Updates changes(int count) {
        UpdatesBuilder rows = Updates.builder();
        for (int i = 0; i < count; i += 2) {
            int id = random.nextInt(amounts.length);
            rows.add(order(id), upper, -1);
            amounts[id] = random.nextInt(1000);
            rows.add(order(id), upper, 1);
        }
        return rows.build();
    }

    private void steady(int batch) {
        int rounds = Math.max(20, 600_000 / batch);
        Updates[] prepared = new Updates[rounds];
        long first = upper;
        for (int i = 0; i < rounds; i++) {
            prepared[i] = changes(batch);
            upper++;
        }
        long cpu = processCpu();
        long start = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            long time = first + i;
            orders.compareAndAppend(prepared[i], time, time + 1);
            customers.compareAndAppend(Updates.EMPTY, time, time + 1);
            await(time - 20);
        }
        await(upper);
        long spent = processCpu() - cpu;
        System.out.printf(Locale.ROOT,
                "steady, batches of %d: %,d rows per CPU-second of the process, %,d per second%n", batch,
                (long) (batch * (double) rounds * 1e9 / spent),
                (long) (batch * (double) rounds * 1e9 / (System.nanoTime() - start)));
    }

    private void latency() {
        long[] nanos = new long[2000];
        for (int i = 0; i < nanos.length; i++) {
            Updates one = changes(2);
            long start = System.nanoTime();
            orders.compareAndAppend(one, upper, upper + 1);
            customers.compareAndAppend(Updates.EMPTY, upper, upper + 1);
            upper++;
            while (frontiers.get(INDEX) < upper) {
                Thread.onSpinWait();
            }
            nanos[i] = System.nanoTime() - start;
            await(upper);
        }
        Arrays.sort(nanos);
        System.out.printf(Locale.ROOT, "append to visible: p50 %d us, p99 %d us%n",
                nanos[nanos.length / 2] / 1000, nanos[nanos.length * 99 / 100] / 1000);
    }

    /** Where the CPU went, by thread. */
    private static void threads() {
        var threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            long millis = threads.getThreadCpuTime(id) / 1_000_000;
            if (info != null && millis > 50) {
                System.out.printf(Locale.ROOT, "  %-30s %6d ms%n", info.getThreadName(), millis);
            }
        }
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void print(List<DataflowStats> stats) {
        for (DataflowStats dataflow : stats) {
            System.out.printf(Locale.ROOT, "%s: %,d bytes%n", dataflow.name(), dataflow.bytes());
            for (OperatorStats operator : dataflow.operators()) {
                System.out.printf(Locale.ROOT, "  %-20s %8.1f ms %,10d rows out %,10d rows %,12d bytes%n",
                        operator.name(), operator.elapsedNanos() / 1e6, operator.rowsOut(), operator.stateRows(),
                        operator.stateBytes());
            }
        }
    }

    private static ScalarExpr column(int index) {
        return new ScalarExpr.Column(index);
    }

    private static AggregateExpr aggregate(String id) {
        AggregateFunction function = BuiltinFunctions.aggregateById(id);
        return new AggregateExpr(function, id.startsWith("count") ? List.of() : List.of(column(0)), false,
                Optional.empty(), List.of());
    }

    private static DataflowDescription description() {
        ShardRef ordersShard = new ShardRef("sorders", ShardRef.Location.DURABLE, false);
        ShardRef customersShard = new ShardRef("scustomers", ShardRef.Location.DURABLE, false);
        LirPlan.JoinInput left = new LirPlan.JoinInput.Arranged(
                new LirPlan.Get(ORDERS_ID, Mfp.identity(3), ORDERS), List.of(List.of(column(1))));
        LirPlan.JoinInput right = new LirPlan.JoinInput.Arranged(
                new LirPlan.Get(CUSTOMERS_ID, Mfp.identity(2), CUSTOMERS), List.of(List.of(column(0))));
        LirPlan join = new LirPlan.Join(List.of(left, right), new JoinPlan.Linear(0, Mfp.identity(3),
                List.of(new JoinPlan.Stage(1, List.of(column(1)), List.of(column(0)),
                        Mfp.identity(5).project(List.of(2, 4))))),
                RelationType.of(SimpleType.INT8.notNull(), SimpleType.TEXT.notNull()));
        LirPlan reduce = new LirPlan.Reduce(join, List.of(column(1)), new ReducePlan.Accumulable(List.of(
                aggregate("count()"), aggregate("sum(bigint)"))), Mfp.identity(3), TOTALS);
        return new DataflowDescription("totals", Map.of(ORDERS_ID, new ShardImport(ordersShard, ORDERS),
                CUSTOMERS_ID, new ShardImport(customersShard, CUSTOMERS)), Map.of(),
                List.of(new BuiltObject(TOTALS_ID, reduce)),
                Map.of(INDEX, new Export.Index(TOTALS_ID, List.of(column(0)), TOTALS), VIEW,
                        new Export.ShardSink(TOTALS_ID, new ShardRef("sview", ShardRef.Location.DURABLE, false),
                                new RelationDesc(TOTALS, List.of("region", "orders", "amount")))),
                0, Timestamps.CLOSED);
    }
}
