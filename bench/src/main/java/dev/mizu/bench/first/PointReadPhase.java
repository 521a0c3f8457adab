package dev.mizu.bench.first;

import dev.mizu.bench.measure.Report;
import dev.mizu.bench.measure.Report.Beside;
import dev.mizu.bench.measure.Report.Better;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One row by its key, with a statement prepared in the server: the same loop against the region and PostgreSQL. */
final class PointReadPhase {
    private static final int ACCOUNTS = 100_000;
    private static final int[] CONNECTIONS = {1, 16};
    private static final double GOAL_RATIO = 0.7;
    private static final String TABLE = "CREATE TABLE accounts (id int NOT NULL, balance bigint NOT NULL)";

    private final String url;
    private final Optional<String> peerUrl;
    private final Budget budget;
    private final Report report;

    PointReadPhase(String url, Optional<String> peerUrl, Budget budget, Report report) {
        this.url = url;
        this.peerUrl = peerUrl;
        this.budget = budget;
        this.report = report;
    }

    void run() throws SQLException, InterruptedException {
        fill(url, "CREATE INDEX accounts_by_id ON accounts (id)");
        if (peerUrl.isPresent()) {
            fill(peerUrl.get(), "ALTER TABLE accounts ADD PRIMARY KEY (id)", "VACUUM ANALYZE accounts");
        }
        for (int connections : CONNECTIONS) {
            String what = "point reads, " + connections + (connections == 1 ? " connection" : " connections");
            double ours = queriesPerSecond(url, connections);
            if (peerUrl.isPresent()) {
                double theirs = queriesPerSecond(peerUrl.get(), connections);
                report.add(what, ours, "/s", new Beside(theirs, "PostgreSQL", Better.MORE));
                report.add("  the ratio", ours / theirs, "", Beside.goal(GOAL_RATIO, Better.MORE));
            } else {
                report.add(what + " (no PostgreSQL here)", ours, "/s");
            }
        }
    }

    private static void fill(String url, String... indexing) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < ACCOUNTS; id++) {
            text.append(id).append('\t').append(balance(id)).append('\n');
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            Sql.run(connection, TABLE);
            Sql.copy(connection, "accounts", text.toString().getBytes(StandardCharsets.UTF_8));
            Sql.run(connection, indexing);
        }
    }

    private static long balance(int id) {
        return id * 1_000_003L % 999_983;
    }

    private double queriesPerSecond(String server, int connections) throws SQLException, InterruptedException {
        List<Connection> open = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                open.add(DriverManager.getConnection(server + "&prepareThreshold=1"));
            }
            all(threads, open, budget.reads());
            return all(threads, open, budget.reads()) / (budget.reads().toNanos() / 1e9);
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private static long all(ExecutorService threads, List<Connection> connections, Duration time)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        List<Callable<Long>> loops = new ArrayList<>();
        connections.forEach(connection -> loops.add(() -> loop(connection, loops.size() + end, end)));
        long sum = 0;
        for (Future<Long> done : threads.invokeAll(loops)) {
            try {
                sum += done.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return sum;
    }

    private static long loop(Connection connection, long seed, long end) throws SQLException {
        SplittableRandom random = new SplittableRandom(seed + connection.hashCode());
        long count = 0;
        try (PreparedStatement read = connection.prepareStatement("SELECT balance FROM accounts WHERE id = ?")) {
            while (System.nanoTime() < end) {
                int id = random.nextInt(ACCOUNTS);
                read.setInt(1, id);
                try (ResultSet rows = read.executeQuery()) {
                    if (!rows.next() || rows.getLong(1) != balance(id) || rows.next()) {
                        throw new IllegalStateException("account " + id + " is wrong");
                    }
                }
                count++;
            }
        }
        return count;
    }
}
