package dev.mizu.bench.first;

import dev.mizu.bench.first.Orders.Order;
import dev.mizu.bench.first.Orders.RegionTotal;
import dev.mizu.bench.measure.Report;
import dev.mizu.bench.measure.Report.Beside;
import dev.mizu.bench.measure.Report.Better;
import dev.mizu.bench.measure.Samples;
import dev.mizu.bench.subject.RegionServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon a committed order is in the join's view: read through its index at strict serializability, and pushed by a
 * SUBSCRIBE. One writer, at random moments; the reader asks as soon as the commit is acknowledged.
 */
final class VisiblePhase {
    private static final double GOAL_MILLIS = 5;
    private static final long PAUSE_NANOS_MAX = 6_000_000;
    private static final int WARM_UP = 20;
    private static final String READ = "SELECT orders, amount FROM region_totals WHERE region = ?";

    private final RegionServer region;
    private final Orders orders;
    private final Budget budget;
    private final Report report;
    private final SplittableRandom random = new SplittableRandom(11);
    private final Samples commits = new Samples();
    private final Samples reads = new Samples();
    private final Samples sums = new Samples();
    private final Samples pushes = new Samples();

    VisiblePhase(RegionServer region, Orders orders, Budget budget, Report report) {
        this.region = region;
        this.orders = orders;
        this.budget = budget;
        this.report = report;
    }

    /** When an order was sent, and the count of its region with it. */
    private record Sent(long nanos, String region, long count) {}

    void run() throws SQLException, InterruptedException {
        Map<String, RegionTotal> totals = new HashMap<>(orders.regionTotals());
        Map<String, Sent> sent = new HashMap<>();
        try (Connection writer = region.connect(); Connection reader = region.connect();
                RegionFeed feed = RegionFeed.start(region.connect())) {
            feed.awaitRows(totals);
            write(writer, reader, totals, sent);
            feed.awaitRows(totals);
            sent.forEach((key, order) -> pushes.add(feed.arrival(order.region(), order.count()) - order.nanos()));
        }
        report.add("commit acknowledged, p50", commits.medianMillis(), "ms");
        report.add("commit acknowledged, p99", commits.percentileMillis(0.99), "ms");
        latency("acknowledged to read through the index", reads);
        latency("INSERT sent to read through the index", sums);
        latency("INSERT sent to pushed by SUBSCRIBE", pushes);
    }

    private void latency(String what, Samples samples) {
        report.add(what + ", p50", samples.medianMillis(), "ms", Beside.goal(GOAL_MILLIS, Better.LESS));
        report.add(what + ", p99", samples.percentileMillis(0.99), "ms");
    }

    private void write(Connection writer, Connection reader, Map<String, RegionTotal> totals, Map<String, Sent> sent)
            throws SQLException {
        try (PreparedStatement insert = writer.prepareStatement("INSERT INTO orders VALUES (?, ?, ?)");
                PreparedStatement read = reader.prepareStatement(READ)) {
            long end = System.nanoTime() + budget.visible().toNanos();
            for (int i = 0; System.nanoTime() < end; i++) {
                LockSupport.parkNanos(random.nextLong(PAUSE_NANOS_MAX));
                Order order = orders.next();
                String name = Orders.region(order.customer());
                RegionTotal total = totals.merge(name, new RegionTotal(1, order.amount()), (a, b) ->
                        new RegionTotal(a.orders() + b.orders(), a.amount() + b.amount()));
                insert.setLong(1, order.id());
                insert.setInt(2, order.customer());
                insert.setInt(3, order.amount());
                long begin = System.nanoTime();
                insert.executeUpdate();
                long acknowledged = System.nanoTime();
                Sql.same("the view after a commit", total, read(read, name));
                long visible = System.nanoTime();
                if (i >= WARM_UP) {
                    commits.add(acknowledged - begin);
                    reads.add(visible - acknowledged);
                    sums.add(visible - begin);
                    sent.put(name + total.orders(), new Sent(begin, name, total.orders()));
                }
            }
        }
    }

    private static RegionTotal read(PreparedStatement read, String name) throws SQLException {
        read.setString(1, name);
        try (ResultSet rows = read.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("region " + name + " is not in the view");
            }
            return new RegionTotal(rows.getLong(1), rows.getLong(2));
        }
    }
}
