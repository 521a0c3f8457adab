package dev.mizu.acceptance.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.region.RegionUnderTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Clients of a region, each on a connection of its own, at work together until the time is over. */
final class Sessions {
    private final RegionUnderTest region;
    private final List<Work> work = new ArrayList<>();

    /** One round of a client's work. */
    @FunctionalInterface
    interface Work {
        void round(Statement statement) throws SQLException;
    }

    Sessions(RegionUnderTest region) {
        this.region = region;
    }

    Sessions with(int clients, Work rounds) {
        for (int i = 0; i < clients; i++) {
            work.add(rounds);
        }
        return this;
    }

    /** Lets every client repeat its work for {@code time}; the first failure of any is thrown. */
    void run(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Work rounds : work) {
                running.add(threads.submit(() -> {
                    try (Connection connection = connect(region); Statement statement = connection.createStatement()) {
                        while (System.nanoTime() < end) {
                            rounds.round(statement);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                await(one, time.plusSeconds(30));
            }
        }
    }

    private static void await(Future<?> one, Duration patience) throws InterruptedException {
        try {
            one.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a client hangs", e);
        }
    }

    static Connection connect(RegionUnderTest region) throws SQLException {
        return DriverManager.getConnection(region.url("materialize"));
    }

    static void execute(RegionUnderTest region, String... statements) throws SQLException {
        try (Connection connection = connect(region); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The rows of a query, their values as text. */
    static List<List<String>> rows(Statement statement, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet results = statement.executeQuery(sql)) {
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(results.getString(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** The one value of the one row of a query. */
    static String one(Statement statement, String sql) throws SQLException {
        List<List<String>> rows = rows(statement, sql);
        assertThat(rows).as(sql).hasSize(1);
        return rows.getFirst().getFirst();
    }
}
