package dev.mizu.bench.first;

import dev.mizu.bench.first.Orders.RegionTotal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** A SUBSCRIBE to the join's view, read on a thread of its own: when each state of each region arrived. */
final class RegionFeed implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Connection connection;
    private final Thread thread;
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
    private final Map<String, Long> rows = new HashMap<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile boolean closing;
    private volatile String failure = "";

    private RegionFeed(Connection connection) {
        this.connection = connection;
        this.thread = Thread.ofPlatform().name("feed").unstarted(this::follow);
    }

    static RegionFeed start(Connection connection) {
        RegionFeed feed = new RegionFeed(connection);
        feed.thread.start();
        return feed;
    }

    private void follow() {
        try {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(
                    "COPY (SUBSCRIBE TO (SELECT region, orders, amount FROM region_totals)) TO STDOUT");
            started.countDown();
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                take(new String(line, StandardCharsets.UTF_8).stripTrailing().split("\t"), System.nanoTime());
            }
        } catch (SQLException | RuntimeException e) {
            if (!closing) {
                failure = String.valueOf(e.getMessage());
            }
        }
    }

    // Columns: mz_timestamp, mz_diff, region, orders, amount.
    private void take(String[] columns, long now) {
        long diff = Long.parseLong(columns[1]);
        synchronized (rows) { // tidy-allow: synchronized, a client of the region and no part of it
            rows.merge(columns[2] + " " + columns[3] + " " + columns[4], diff, (a, b) -> a + b == 0 ? null : a + b);
            rows.notifyAll();
        }
        if (diff > 0) {
            arrivals.put(columns[2] + columns[3], now);
        }
    }

    /** When the state of a region with so many orders arrived, in {@link System#nanoTime}. */
    long arrival(String region, long orders) {
        Long arrival = arrivals.get(region + orders);
        if (arrival == null) {
            throw new IllegalStateException("SUBSCRIBE never sent " + region + " with " + orders + " orders");
        }
        return arrival;
    }

    void awaitSnapshot(int regions) throws InterruptedException {
        if (!started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("SUBSCRIBE has not begun " + failure);
        }
        await(() -> rows.size() == regions);
    }

    /** Waits until every region's latest state has arrived. */
    void awaitCount(Map<String, RegionTotal> totals) throws InterruptedException {
        await(() -> rows.equals(expected(totals)));
    }

    /** Everything that arrived adds up to exactly these rows. */
    void check(Map<String, RegionTotal> totals) {
        synchronized (rows) { // tidy-allow: synchronized, a client of the region and no part of it
            Sql.same("the sum of what SUBSCRIBE sent", expected(totals), rows);
        }
    }

    private static Map<String, Long> expected(Map<String, RegionTotal> totals) {
        Map<String, Long> expected = new HashMap<>();
        totals.forEach((name, total) -> expected.put(name + " " + total.orders() + " " + total.amount(), 1L));
        return expected;
    }

    private void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (rows) { // tidy-allow: synchronized, a client of the region and no part of it
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline || !failure.isEmpty()) {
                    throw new IllegalStateException("SUBSCRIBE has sent only " + rows + " " + failure);
                }
                rows.wait(100);
            }
        }
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        closing = true;
        connection.unwrap(PGConnection.class).cancelQuery();
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        connection.close();
    }
}
