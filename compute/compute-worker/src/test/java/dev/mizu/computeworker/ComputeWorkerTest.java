package dev.mizu.computeworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.BuiltObject;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.DataflowDescription.IndexImport;
import dev.mizu.computeplan.DataflowDescription.ShardImport;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.computeplan.JoinPlan;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.LirPlan.JoinInput;
import dev.mizu.computeplan.ReducePlan;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ShardRow;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.TableShards;
import dev.mizu.persist.Writer;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeCommand.PeekTarget;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.repr.time.Timestamps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica over real shards in memory: joins, aggregates, indexes, materialized views and subscribes agree. */
final class ComputeWorkerTest {
    private static final RelationType ORDERS =
            RelationType.of(SimpleType.INT8.notNull(), SimpleType.INT8.notNull());
    private static final RelationType CUSTOMERS =
            RelationType.of(SimpleType.INT8.notNull(), SimpleType.TEXT.nullable());
    private static final RelationType TOTALS = RelationType.of(
            SimpleType.TEXT.nullable(), SimpleType.INT8.notNull(), SimpleType.INT8.notNull());
    private static final GlobalId ORDERS_ID = GlobalId.user(1);
    private static final GlobalId CUSTOMERS_ID = GlobalId.user(2);
    private static final GlobalId ORDERS_INDEX = GlobalId.user(3);
    private static final GlobalId TOTALS_ID = GlobalId.user(4);
    private static final GlobalId TOTALS_INDEX = GlobalId.user(5);
    private static final GlobalId VIEW = GlobalId.user(6);
    private static final GlobalId SUBSCRIBE = GlobalId.user(7);

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Map<Row, Long> orders = new HashMap<>();
    private final Map<Row, Long> customers = new HashMap<>();
    private final TreeMap<Long, Map<Row, Long>> expected = new TreeMap<>();
    private PersistClient client;
    private ShardAccess shards;
    private Writer ordersWriter;
    private Writer customersWriter;
    private long upper;

    @BeforeEach
    void open() {
        System.out.println("seed " + seed);
        client = PersistClient.open(new PersistLocation.Memory());
        TableShards tables = TableShards.open(client, new ShardId("stxns"));
        shards = new ShardAccess.Locations(client, tables, client, tables);
        ordersWriter = client.openWriter(new ShardId("sorders"));
        customersWriter = client.openWriter(new ShardId("scustomers"));
        for (String shard : List.of("sorders", "scustomers", "sview")) {
            client.openCriticalSince(new ShardId(shard), "controller", 1);
        }
        tick(200);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void tick(int changes) {
        long time = upper + random.nextInt(3);
        ordersWriter.compareAndAppend(changes(orders, changes, time, () -> Row.of(
                Datum.of((long) random.nextInt(12)), Datum.of((long) random.nextInt(100)))), upper, time + 1);
        customersWriter.compareAndAppend(changes(customers, changes / 4, time, () -> Row.of(
                Datum.of((long) random.nextInt(12)),
                random.nextInt(5) == 0 ? Datum.NULL : Datum.of("region " + random.nextInt(4)))), upper, time + 1);
        upper = time + 1;
        expected.put(time, totals());
    }

    private Updates changes(Map<Row, Long> contents, int count, long time, java.util.function.Supplier<Row> fresh) {
        UpdatesBuilder updates = Updates.builder();
        for (int i = 0; i < count; i++) {
            boolean delete = !contents.isEmpty() && random.nextInt(10) < 4;
            Row row = delete ? contents.keySet().iterator().next() : fresh.get();
            long diff = delete ? -contents.get(row) : 1;
            contents.merge(row, diff, Long::sum);
            contents.values().removeIf(n -> n == 0);
            updates.add(RowCodec.encode(row), time, diff);
        }
        return updates.build();
    }

    /** Number and sum of orders per region. */
    private Map<Row, Long> totals() {
        Map<Datum, long[]> byRegion = new HashMap<>();
        orders.forEach((order, n) -> customers.forEach((customer, m) -> {
            if (order.get(0).equals(customer.get(0))) {
                long[] sums = byRegion.computeIfAbsent(customer.get(1), region -> new long[2]);
                sums[0] += n * m;
                sums[1] += n * m * order.get(1).asLong();
            }
        }));
        Map<Row, Long> rows = new HashMap<>();
        byRegion.forEach((region, sums) ->
                rows.put(Row.of(region, Datum.of(sums[0]), Datum.of(sums[1])), 1L));
        return rows;
    }

    private static ScalarExpr column(int index) {
        return new ScalarExpr.Column(index);
    }

    private static ShardRef shard(String id) {
        return new ShardRef(id, ShardRef.Location.DURABLE, false);
    }

    private static DataflowDescription ordersIndex(long asOf) {
        return new DataflowDescription("orders index",
                Map.of(ORDERS_ID, new ShardImport(shard("sorders"), ORDERS)), Map.of(),
                List.of(), Map.of(ORDERS_INDEX, new Export.Index(ORDERS_ID, List.of(column(0)), ORDERS)),
                asOf, Timestamps.CLOSED);
    }

    private static LirPlan totalsPlan(JoinInput ordersInput) {
        JoinInput customersInput = new JoinInput.Arranged(
                new LirPlan.Get(CUSTOMERS_ID, Mfp.identity(2), CUSTOMERS), List.of(List.of(column(0))));
        RelationType joined = RelationType.of(SimpleType.INT8.notNull(), SimpleType.TEXT.nullable());
        JoinPlan.Stage stage = new JoinPlan.Stage(1, List.of(column(0)), List.of(column(0)),
                Mfp.identity(4).project(List.of(1, 3)));
        LirPlan join = new LirPlan.Join(List.of(ordersInput, customersInput),
                new JoinPlan.Linear(0, Mfp.identity(2), List.of(stage)), joined);
        return new LirPlan.Reduce(join, List.of(column(1)), new ReducePlan.Accumulable(List.of(
                aggregate(TestAggregates.COUNT), aggregate(TestAggregates.SUM))), Mfp.identity(3), TOTALS);
    }

    private static AggregateExpr aggregate(dev.mizu.expr.functions.AggregateFunction function) {
        return new AggregateExpr(function, List.of(column(0)), false, Optional.empty(), List.of());
    }

    private static DataflowDescription totals(long asOf, boolean indexed, Map<GlobalId, Export> exports) {
        ShardImport customersShard = new ShardImport(shard("scustomers"), CUSTOMERS);
        JoinInput input = indexed ? new JoinInput.Indexed(List.of(ORDERS_INDEX), ORDERS)
                : new JoinInput.Arranged(new LirPlan.Get(ORDERS_ID, Mfp.identity(2), ORDERS),
                        List.of(List.of(column(0))));
        return new DataflowDescription("totals",
                indexed ? Map.of(CUSTOMERS_ID, customersShard) : Map.of(CUSTOMERS_ID, customersShard,
                        ORDERS_ID, new ShardImport(shard("sorders"), ORDERS)),
                indexed ? Map.of(ORDERS_INDEX, new IndexImport(ORDERS_ID, List.of(column(0)), ORDERS)) : Map.of(),
                List.of(new BuiltObject(TOTALS_ID, totalsPlan(input))), exports, asOf, Timestamps.CLOSED);
    }

    private static final Export INDEX = new Export.Index(TOTALS_ID, List.of(column(0)), TOTALS);
    private static final Export SINK = new Export.ShardSink(
            TOTALS_ID, shard("sview"), new RelationDesc(TOTALS, List.of("region", "orders", "amount")));
    private static final Export STREAM = new Export.Subscribe(TOTALS_ID, true, TOTALS);

    private Map<Row, Long> expectedAt(long time) {
        return expected.floorEntry(time).getValue();
    }

    @Test
    void allExportsAgreeAtAllTimes() {
        for (boolean indexed : new boolean[] {true, false}) {
            long asOf = upper - 1;
            try (ReplicaFixture replica = new ReplicaFixture(shards)) {
                replica.send(new ComputeCommand.CreateDataflow(ordersIndex(asOf)));
                replica.send(new ComputeCommand.CreateDataflow(totals(asOf, indexed, indexed
                        ? Map.of(TOTALS_INDEX, INDEX, VIEW, SINK, SUBSCRIBE, STREAM)
                        : Map.of(TOTALS_INDEX, INDEX, VIEW, SINK))));
                for (int i = 0; i < 30; i++) {
                    tick(10);
                    if (i % 10 == 0) {
                        assertThat(ReplicaFixture.counted(
                                replica.peek(TOTALS_INDEX, Optional.empty(), upper - 1, 3)))
                                .isEqualTo(expectedAt(upper - 1));
                    }
                }
                replica.awaitUpper(TOTALS_INDEX, upper);
                replica.awaitUpper(VIEW, upper);
                for (long time = asOf; time < upper; time++) {
                    assertThat(ReplicaFixture.counted(replica.peek(TOTALS_INDEX, Optional.empty(), time, 3)))
                            .as("index at %d", time).isEqualTo(expectedAt(time));
                    assertThat(view(replica, time)).as("view at %d", time).isEqualTo(expectedAt(time));
                }
                if (indexed) {
                    assertSubscribed(replica, asOf);
                }
            }
        }
    }

    private static Map<Row, Long> view(ReplicaFixture replica, long time) {
        return ReplicaFixture.counted(replica.peek(new PeekTarget.Shard(VIEW, shard("sview"), TOTALS), time,
                Mfp.identity(3), Finishing.none(3)));
    }

    private void assertSubscribed(ReplicaFixture replica, long asOf) {
        Map<Row, Long> contents = new HashMap<>();
        long reached = asOf;
        replica.await("the subscribe", () -> replica.subscribes.get(SUBSCRIBE).getLast().upper() >= upper);
        for (ComputeResponse.SubscribeBatch batch : replica.subscribes.get(SUBSCRIBE)) {
            assertThat(batch.lower()).isEqualTo(reached);
            reached = batch.upper();
            for (ComputeResponse.Update update : batch.updates()) {
                assertThat(update.time()).isBetween(batch.lower(), batch.upper() - 1);
                contents.merge(update.row(), update.diff(), Long::sum);
            }
            contents.values().removeIf(n -> n == 0);
            assertThat(contents).isEqualTo(expectedAt(batch.upper() - 1));
        }
    }

    @Test
    void equalWritersAgreeAndRestartsContinue() {
        long asOf = upper - 1;
        Map<GlobalId, Export> exports = Map.of(VIEW, SINK);
        try (ReplicaFixture one = new ReplicaFixture(shards); ReplicaFixture two = new ReplicaFixture(shards)) {
            one.send(new ComputeCommand.CreateDataflow(totals(asOf, false, exports)));
            two.send(new ComputeCommand.CreateDataflow(totals(asOf, false, exports)));
            for (int i = 0; i < 30; i++) {
                tick(10);
            }
            one.awaitUpper(VIEW, upper);
            two.awaitUpper(VIEW, upper);
        }
        // What somebody wrote that is not in the view is taken back at the first open time.
        Row wrong = Row.of(Datum.of("nowhere"), Datum.of(1L), Datum.of(1L));
        Writer vandal = client.openWriter(new ShardId("sview"));
        long spoilt = vandal.upper();
        vandal.compareAndAppend(Updates.of(RowCodec.encode(wrong), spoilt, 1), spoilt, spoilt + 1);
        long start = upper - 1;
        tick(10);
        tick(10);
        try (ReplicaFixture three = new ReplicaFixture(shards)) {
            three.send(new ComputeCommand.CreateDataflow(totals(start, false, exports)));
            tick(10);
            three.awaitUpper(VIEW, upper);
            for (long time = asOf; time < upper; time++) {
                Map<Row, Long> want = new HashMap<>(expectedAt(time == spoilt ? spoilt - 1 : time));
                if (time == spoilt) {
                    want.put(wrong, 1L);
                }
                assertThat(view(three, time)).as("view at %d", time).isEqualTo(want);
            }
        }
    }

    @Test
    void peeksLookUpFinishAndFail() {
        long asOf = upper - 1;
        try (ReplicaFixture replica = new ReplicaFixture(shards)) {
            replica.send(new ComputeCommand.CreateDataflow(ordersIndex(asOf)));
            Row key = Row.of(Datum.of(3L));
            Map<Row, Long> under = new HashMap<>(orders);
            under.keySet().removeIf(row -> !row.get(0).equals(Datum.of(3L)));
            assertThat(ReplicaFixture.counted(replica.peek(ORDERS_INDEX, Optional.of(List.of(key, key)), asOf, 2)))
                    .isEqualTo(under);
            PeekResult top = replica.peek(new PeekTarget.Index(ORDERS_INDEX, Optional.empty()), asOf,
                    Mfp.identity(2), new Finishing(List.of(new ColumnOrder(1, true, true),
                            new ColumnOrder(0, false, true)), Optional.of(5L), 2, List.of(1)));
            List<Row> want = orders.entrySet().stream()
                    .flatMap(e -> java.util.Collections.nCopies(e.getValue().intValue(), e.getKey()).stream())
                    .sorted((a, b) -> Long.compare(b.get(1).asLong(), a.get(1).asLong()))
                    .skip(2).limit(5).map(row -> Row.of(row.get(1))).toList();
            assertThat(((PeekResult.Rows) top).rows()).isEqualTo(want);
            assertThat(replica.peek(ORDERS_INDEX, Optional.empty(), 0, 2))
                    .isInstanceOf(asOf == 0 ? PeekResult.Rows.class : PeekResult.Unreadable.class);
            assertThat(replica.peek(GlobalId.user(99), Optional.empty(), asOf, 2))
                    .isInstanceOf(PeekResult.Unreadable.class);
            EvalError error = EvalError.of("22012", "division by zero");
            ordersWriter.compareAndAppend(Updates.of(ShardRow.encodeError(error), upper, 1), upper, upper + 1);
            assertThat(replica.peek(ORDERS_INDEX, Optional.empty(), upper, 2)).isEqualTo(new PeekResult.Error(error));
            ordersWriter.compareAndAppend(
                    Updates.of(ShardRow.encodeError(error), upper + 1, -1), upper + 1, upper + 2);
            assertThat(ReplicaFixture.counted(replica.peek(ORDERS_INDEX, Optional.empty(), upper + 1, 2)))
                    .isEqualTo(orders);
        }
    }

    @Test
    void droppedDataflowsGoWhenNobodyReadsThem() {
        long asOf = upper - 1;
        try (ReplicaFixture replica = new ReplicaFixture(shards)) {
            replica.send(new ComputeCommand.CreateDataflow(ordersIndex(asOf)));
            replica.send(new ComputeCommand.CreateDataflow(totals(asOf, true, Map.of(TOTALS_INDEX, INDEX))));
            replica.awaitUpper(TOTALS_INDEX, upper);
            replica.send(new ComputeCommand.AllowCompaction(ORDERS_INDEX, Timestamps.CLOSED));
            tick(10);
            assertThat(ReplicaFixture.counted(replica.peek(TOTALS_INDEX, Optional.empty(), upper - 1, 3)))
                    .isEqualTo(expectedAt(upper - 1));
            assertThat(replica.peek(ORDERS_INDEX, Optional.empty(), upper - 1, 2))
                    .isInstanceOf(PeekResult.Unreadable.class);
            assertThat(replica.stats()).hasSize(2);
            replica.send(new ComputeCommand.AllowCompaction(TOTALS_INDEX, Timestamps.CLOSED));
            replica.await("all to go", () -> replica.stats().isEmpty());
        }
    }
}
