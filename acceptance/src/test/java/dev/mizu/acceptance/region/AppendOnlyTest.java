package dev.mizu.acceptance.region;

import static dev.mizu.acceptance.Sql.await;
import static dev.mizu.acceptance.Sql.one;
import static dev.mizu.acceptance.Sql.rows;
import static dev.mizu.acceptance.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that only grow are known for it; what is kept of them suffices, over a restart in their midst too. */
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
            "CREATE MATERIALIZED VIEW best AS SELECT counter % 4 AS g, min(counter) AS least, max(counter) AS most,"
                    + " max(counter) FILTER (WHERE counter < 1000) AS early, count(*) AS n FROM growing GROUP BY 1",
            "CREATE VIEW latest AS SELECT DISTINCT ON (counter % 4) counter % 4 AS g, counter FROM growing"
                    + " ORDER BY counter % 4, counter DESC",
            "CREATE INDEX latest_index ON latest (g)");

    private static String explain(RegionProcess region, String sql) throws SQLException {
        return one(region, "EXPLAIN PHYSICAL PLAN FOR " + sql);
    }

    private static void plansSaySo(RegionProcess region) throws SQLException {
        for (String growing : List.of("growing", "odd", "(SELECT counter FROM growing WHERE counter > 7)")) {
            assertThat(explain(region, "SELECT max(counter) FROM " + growing))
                    .contains("Reduce hierarchical monotonic");
        }
        assertThat(explain(region, "SELECT auction_id, max(amount), count(*) FROM bids GROUP BY 1"))
                .contains("Reduce mixed monotonic");
        assertThat(explain(region, "SELECT DISTINCT ON (auction_id) * FROM bids ORDER BY auction_id, amount DESC"))
                .contains("TopK monotonic");
        for (String other : List.of("t", "turning", "m")) {
            assertThat(explain(region, "SELECT max(counter) FROM " + other))
                    .contains("Reduce hierarchical").doesNotContain("monotonic");
        }
    }

    private static void answersAreRight(RegionProcess region) throws SQLException {
        assertThat(rows(region, "SELECT * FROM best ORDER BY g")).containsExactly(
                List.of("0", "4", "2600", "996", "650"), List.of("1", "1", "2597", "997", "650"),
                List.of("2", "2", "2598", "998", "650"), List.of("3", "3", "2599", "999", "650"));
        assertThat(rows(region, "SELECT * FROM latest ORDER BY g")).containsExactly(List.of("0", "2600"),
                List.of("1", "2597"), List.of("2", "2598"), List.of("3", "2599"));
        for (String[] ends : new String[][] {{"growing", "1 2600"}, {"odd", "1 2599"}, {"turning", "2591 2600"}}) {
            assertThat(one(region, "SELECT min(counter) || ' ' || max(counter) FROM " + ends[0])).isEqualTo(ends[1]);
        }
    }

    @Test
    void whatIsKeptOfWhatOnlyGrowsSuffices(@TempDir Path folder) throws SQLException {
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"))) {
            run(region, SETUP);
            plansSaySo(region);
            assertThat(one(region, "SELECT count(*) FROM best")).isEqualTo("4");
            region.kill();
            region.restart();
            plansSaySo(region);
            for (String source : List.of("growing", "turning")) {
                await(region, "SELECT max(counter) FROM " + source, "2600"::equals, Duration.ofSeconds(60));
            }
            answersAreRight(region);
        }
    }
}
