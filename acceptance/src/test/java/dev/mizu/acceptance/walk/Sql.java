package dev.mizu.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.region.RegionUnderTest;
import dev.mizu.testkit.process.Processes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Statements to a region, each call on a connection of its own. */
final class Sql {
    private Sql() {}

    static Connection connect(RegionUnderTest region) throws SQLException {
        return DriverManager.getConnection(region.url("materialize") + "&socketTimeout=120");
    }

    static void execute(RegionUnderTest region, List<String> statements) throws SQLException {
        try (Connection connection = connect(region); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static void execute(RegionUnderTest region, String... statements) throws SQLException {
        execute(region, List.of(statements));
    }

    /** The rows of a query with their multiplicities. */
    static Map<List<String>, Long> rows(RegionUnderTest region, String sql) throws SQLException {
        try (Connection connection = connect(region); Statement statement = connection.createStatement()) {
            return Moment.rows(statement, sql);
        }
    }

    /** The one value of the one row of a query. */
    static String one(RegionUnderTest region, String sql) throws SQLException {
        Map<List<String>, Long> rows = rows(region, sql);
        assertThat(rows).as(sql).hasSize(1);
        return rows.keySet().iterator().next().getFirst();
    }

    /** Asks until the one value of a query is right; fails with the last answer when patience ends. */
    static String await(RegionUnderTest region, String sql, Predicate<String> right, Duration patience)
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
