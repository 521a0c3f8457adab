package dev.mizu.acceptance.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources that only grow are known for it, what is kept of them suffices, and a restart in their midst changes nothing. */
final class AppendOnlyTest {
    private static final String COUNTER = "CREATE SOURCE %s FROM LOAD GENERATOR COUNTER (TICK INTERVAL '10ms'%s)";
    private static final List<String> SETUP = List.of(
            COUNTER.formatted("growing", ", AS OF 2000, UP TO 2600"),
            COUNTER.formatted("turning", ", AS OF 2000, UP TO 2600, MAX CARDINALITY 10"),
            "CREATE SOURCE house FROM LOAD GENERATOR AUCTION (TICK INTERVAL '1h') FOR ALL TABLES",
            "CREATE TABLE t (counter bigint)",
            "CREATE VIEW odd AS SELECT counter FROM growing WHERE counter % 2 = 1",
            "CREATE INDEX odd_index ON odd (counter)",
            "CREATE MATERIALIZED VIEW m AS SELECT counter FROM growing",
            "CREATE MATERIALIZED VIEW best AS SELECT counter % 4 AS g, min(counter), max(counter),"
                    + " max(counter) FILTER (WHERE counter < 1000), count(*) FROM growing GROUP BY 1",
            "CREATE VIEW latest AS SELECT DISTINCT ON (counter % 4) counter % 4 AS g, counter FROM growing"
                    + " ORDER BY counter % 4, counter DESC",
            "CREATE INDEX latest_index ON latest (g)");

    private static List<String> ask(Statement statement, String sql) throws SQLException {
        List<String> answer = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(rows.getString(i));
                }
                answer.add(String.join(" ", row));
            }
        }
        return answer;
    }

    private static String explain(Statement statement, String sql) throws SQLException {
        return String.join("\n", ask(statement, "EXPLAIN PHYSICAL PLAN FOR " + sql));
    }

    private static void plansSaySo(Statement statement) throws SQLException {
        for (String growing : List.of("growing", "odd", "(SELECT counter FROM growing WHERE counter > 7)")) {
            assertThat(explain(statement, "SELECT max(counter) FROM " + growing))
                    .contains("Reduce hierarchical monotonic");
        }
        assertThat(explain(statement, "SELECT auction_id, max(amount), count(*) FROM bids GROUP BY 1"))
                .contains("Reduce mixed monotonic");
        assertThat(explain(statement, "SELECT DISTINCT ON (auction_id) * FROM bids ORDER BY auction_id, amount DESC"))
                .contains("TopK monotonic");
        for (String other : List.of("t", "turning", "m",
                "(SELECT counter FROM growing WHERE mz_now() < counter + 5000000000000)")) {
            assertThat(explain(statement, "SELECT max(counter) FROM " + other))
                    .contains("Reduce hierarchical").doesNotContain("monotonic");
        }
    }

    private static void awaitEnd(Statement statement) throws SQLException, InterruptedException {
        while (!ask(statement, "SELECT count(*) FROM growing").equals(List.of("2600"))) {
            Thread.sleep(100);
        }
    }

    private static void answersAreRight(Statement statement) throws SQLException {
        assertThat(ask(statement, "SELECT * FROM best ORDER BY g")).containsExactly(
                "0 4 2600 996 650", "1 1 2597 997 650", "2 2 2598 998 650", "3 3 2599 999 650");
        assertThat(ask(statement, "SELECT * FROM latest ORDER BY g")).containsExactly(
                "0 2600", "1 2597", "2 2598", "3 2599");
        assertThat(ask(statement, "SELECT min(counter), max(counter) FROM growing")).containsExactly("1 2600");
        assertThat(ask(statement, "SELECT min(counter), max(counter) FROM odd")).containsExactly("1 2599");
        assertThat(ask(statement, "SELECT min(counter), max(counter) FROM turning")).containsExactly("2591 2600");
    }

    @Test
    @Timeout(120)
    void whatIsKeptOfWhatOnlyGrowsSuffices(@TempDir Path folder) throws SQLException, InterruptedException {
        assumeTrue(RegionProcess.available(), "the class path holds no region to start");
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"))) {
            try (Connection connection = DriverManager.getConnection(region.url("materialize"));
                    Statement statement = connection.createStatement()) {
                for (String sql : SETUP) {
                    statement.execute(sql);
                }
                plansSaySo(statement);
                assertThat(ask(statement, "SELECT count(*) FROM best")).containsExactly("4");
            }
            region.kill();
            region.restart();
            try (Connection connection = DriverManager.getConnection(region.url("materialize"));
                    Statement statement = connection.createStatement()) {
                plansSaySo(statement);
                awaitEnd(statement);
                answersAreRight(statement);
            }
            region.kill();
            region.restart();
            try (Connection connection = DriverManager.getConnection(region.url("materialize"));
                    Statement statement = connection.createStatement()) {
                answersAreRight(statement);
            }
        }
    }
}
