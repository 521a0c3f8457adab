package dev.mizu.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.region.RegionUnderTest;
import dev.mizu.testkit.process.Processes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.postgresql.util.PSQLException;

/**
 * Statements and their answers as text; NULL is {@code null} spelled out. What takes a region makes a connection of its
 * own for each call.
 */
public final class Sql {
    private Sql() {}

    /** A connection in simple query mode, which gives up on an answer after two minutes. */
    public static Connection connect(RegionUnderTest region) throws SQLException {
        return connect(region, "");
    }

    /** @param properties of the driver, each behind an ampersand */
    public static Connection connect(RegionUnderTest region, String properties) throws SQLException {
        return DriverManager.getConnection(region.url("materialize") + "&socketTimeout=120" + properties);
    }

    /** A connection through the door that takes {@code role}. */
    public static Connection connectAs(RegionUnderTest region, String role) throws SQLException {
        return DriverManager.getConnection(region.url("materialize", role) + "&socketTimeout=120");
    }

    public static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public static void run(RegionUnderTest region, String... statements) throws SQLException {
        try (Connection connection = connect(region)) {
            run(connection, statements);
        }
    }

    public static void run(RegionUnderTest region, List<String> statements) throws SQLException {
        run(region, statements.toArray(String[]::new));
    }

    public static List<List<String>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet results = statement.executeQuery(sql)) {
            return rows(results);
        }
    }

    public static List<List<String>> rows(RegionUnderTest region, String sql) throws SQLException {
        try (Connection connection = connect(region)) {
            return rows(connection, sql);
        }
    }

    /** The rows that are still to come. */
    public static List<List<String>> rows(ResultSet results) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        int width = results.getMetaData().getColumnCount();
        while (results.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                row.add(String.valueOf(results.getString(i)));
            }
            rows.add(List.copyOf(row));
        }
        return rows;
    }

    /** The rows of a query with their multiplicities. */
    public static Map<List<String>, Long> counts(Connection connection, String sql) throws SQLException {
        Map<List<String>, Long> counts = new HashMap<>();
        rows(connection, sql).forEach(row -> counts.merge(row, 1L, Long::sum));
        return counts;
    }

    public static Map<List<String>, Long> counts(RegionUnderTest region, String sql) throws SQLException {
        try (Connection connection = connect(region)) {
            return counts(connection, sql);
        }
    }

    /** The first value of each row. */
    public static List<String> column(Connection connection, String sql) throws SQLException {
        return rows(connection, sql).stream().map(List::getFirst).toList();
    }

    /** The first value of the one row. */
    public static String one(Connection connection, String sql) throws SQLException {
        List<String> column = column(connection, sql);
        assertThat(column).as(sql).hasSize(1);
        return column.getFirst();
    }

    public static String one(RegionUnderTest region, String sql) throws SQLException {
        try (Connection connection = connect(region)) {
            return one(connection, sql);
        }
    }

    /** The SQLSTATE and the message with which a statement is refused; {@code none} when it is not. */
    public static String refusal(Connection connection, String sql) {
        try {
            run(connection, sql);
            return "none";
        } catch (SQLException e) {
            return text(e);
        }
    }

    /** The refusal of a query that is cancelled after {@code delay}, if it runs for that long. */
    public static String refusalWhenCancelled(Connection connection, String sql, Duration delay) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Thread canceller = Thread.ofVirtual().start(() -> {
                Processes.pause(delay.toMillis());
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            try {
                statement.execute(sql);
                return "none";
            } catch (SQLException e) {
                return text(e);
            } finally {
                join(canceller);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(SQLException e) {
        boolean told = e instanceof PSQLException p && p.getServerErrorMessage() != null;
        return e.getSQLState() + " "
                + (told ? ((PSQLException) e).getServerErrorMessage().getMessage() : e.getMessage());
    }

    /** Asks until the one value of a query is right; fails with the last answer when patience ends. */
    public static String await(RegionUnderTest region, String sql, Predicate<String> right, Duration patience)
            throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            String answer = one(region, sql);
            if (right.test(answer)) {
                return answer;
            }
            assertThat(System.nanoTime()).as("%s is still %s after %s", sql, answer, patience).isLessThan(end);
            Processes.pause(50);
        }
    }
}
