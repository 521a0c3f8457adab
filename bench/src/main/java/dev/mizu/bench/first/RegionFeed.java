package dev.mizu.bench.first;

import dev.mizu.bench.first.Orders.RegionTotal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A SUBSCRIBE to the join's view: when each state of each region arrived. A thread of its own reads the connection and
 * stamps what comes; everything else is the owner's.
 */
final class RegionFeed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SUBSCRIBE =
            "COPY (SUBSCRIBE TO (SELECT region, orders, amount FROM region_totals)) TO STDOUT";

    private final Connection connection;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Map<String, Long> rows = new HashMap<>();
    private final Map<String, Long> arrivals = new HashMap<>();

    private sealed interface Event {
        record Line(String text, long nanos) implements Event {}

        record Ended(String reason) implements Event {}
    }

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
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(SUBSCRIBE);
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                events.add(new Event.Line(new String(line, StandardCharsets.UTF_8), System.nanoTime()));
            }
            events.add(new Event.Ended("by itself"));
        } catch (SQLException e) {
            events.add(new Event.Ended("with " + e));
        }
    }

    /** Reads on until everything that arrived adds up to exactly these rows. */
    void awaitRows(Map<String, RegionTotal> totals) throws InterruptedException {
        Map<String, Long> expected = new HashMap<>();
        totals.forEach((name, total) -> expected.put(name + "\t" + total.orders() + "\t" + total.amount(), 1L));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!rows.equals(expected)) {
            Optional<Event> event = Optional.ofNullable(
                    events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            switch (event.orElseGet(() -> new Event.Ended("after " + PATIENCE))) {
                case Event.Line(String text, long nanos) -> take(text.stripTrailing().split("\t", 3), nanos);
                case Event.Ended(String reason) -> throw new IllegalStateException(
                        "SUBSCRIBE ended " + reason + " with " + rows + " instead of " + expected);
            }
        }
    }

    // Columns: mz_timestamp, mz_diff, the row.
    private void take(String[] columns, long nanos) {
        long diff = Long.parseLong(columns[1]);
        rows.merge(columns[2], diff, (a, b) -> a + b == 0 ? null : a + b);
        if (diff > 0) {
            arrivals.put(columns[2].substring(0, columns[2].lastIndexOf('\t')), nanos);
        }
    }

    /** When the state of a region with so many orders arrived, in {@link System#nanoTime}. */
    long arrival(String region, long orders) {
        return Optional.ofNullable(arrivals.get(region + "\t" + orders)).orElseThrow(() ->
                new IllegalStateException("SUBSCRIBE never sent " + region + " with " + orders + " orders"));
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        connection.unwrap(PGConnection.class).cancelQuery();
        thread.join(PATIENCE);
        connection.close();
    }
}
