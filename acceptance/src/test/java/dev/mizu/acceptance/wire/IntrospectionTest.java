package dev.mizu.acceptance.wire;

import static dev.mizu.acceptance.Sql.column;
import static dev.mizu.acceptance.Sql.connect;
import static dev.mizu.acceptance.Sql.refusal;
import static dev.mizu.acceptance.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.region.SharedRegion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the region tells of its collections, replicas and sessions while they run. */
final class IntrospectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    private static final SharedRegion REGION = new SharedRegion();

    /** Asks until the answer is as wanted; what is told of running things comes a moment later. */
    private static void await(Connection connection, String sql, String... wanted)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!column(connection, sql).equals(List.of(wanted)) && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(column(connection, sql)).as(sql).containsExactly(wanted);
    }

    private static String named(String select, String relation, String condition) {
        return "SELECT " + select + " FROM " + relation + " f JOIN mz_objects o ON o.id = f.object_id WHERE "
                + "o.name IN ('seen_table', 'seen_view', 'seen_index') AND " + condition + " ORDER BY 1";
    }

    @Test
    void tellsHowFarCollectionsAre() throws SQLException, InterruptedException {
        try (Connection connection = connect(REGION)) {
            run(connection, "CREATE TABLE seen_table (a int)");
            run(connection, "CREATE MATERIALIZED VIEW seen_view AS SELECT count(*) AS n FROM seen_table");
            run(connection, "CREATE INDEX seen_index ON seen_view (n)");
            await(connection, named("o.name", "mz_internal.mz_frontiers", "f.write_frontier > f.read_frontier"),
                    "seen_index", "seen_table", "seen_view");
            String upper = column(connection, named("f.write_frontier", "mz_internal.mz_frontiers",
                    "o.name = 'seen_view'")).get(0);
            await(connection, named("count(*)", "mz_internal.mz_frontiers",
                    "o.name = 'seen_view' AND f.write_frontier::text::bigint > " + upper), "1");
            await(connection, named("o.name", "mz_internal.mz_hydration_statuses", "f.hydrated"),
                    "seen_index", "seen_view");
            await(connection, named("o.name", "mz_internal.mz_compute_hydration_statuses",
                    "f.hydration_time >= INTERVAL '0 s'"), "seen_index", "seen_view");
            await(connection, named("o.name", "mz_catalog.mz_cluster_replica_frontiers",
                    "f.write_frontier IS NOT NULL"), "seen_index", "seen_view");
            await(connection, "SELECT o.name || ' < ' || d.name FROM mz_internal.mz_compute_dependencies f "
                    + "JOIN mz_objects o ON o.id = f.object_id JOIN mz_objects d ON d.id = f.dependency_id "
                    + "WHERE o.name LIKE 'seen_%' ORDER BY 1", "seen_index < seen_view", "seen_view < seen_table");
            await(connection, named("o.name", "mz_internal.mz_wallclock_global_lag",
                    "f.lag < INTERVAL '1 minute'"), "seen_index", "seen_table", "seen_view");
            run(connection, "DROP TABLE seen_table CASCADE");
            await(connection, "SELECT count(*) FROM mz_internal.mz_frontiers WHERE object_id LIKE 'u%'", "0");
        }
    }

    @Test
    void tellsOfSessionsAndSubscriptions() throws SQLException, InterruptedException {
        try (Connection connection = connect(REGION); Connection other = connect(REGION)) {
            String sessions = "SELECT count(*) FROM mz_internal.mz_sessions WHERE connection_id = "
                    + column(connection, "SELECT pg_backend_pid()").get(0);
            await(other, sessions, "1");
            run(connection, "CREATE TABLE subscribed (a int)");
            run(connection, "BEGIN");
            run(connection, "DECLARE c CURSOR FOR SUBSCRIBE subscribed");
            run(connection, "FETCH 1 c WITH (TIMEOUT = '0s')");
            String subscriptions = "SELECT count(*) FROM mz_internal.mz_subscriptions s "
                    + "JOIN mz_internal.mz_sessions e ON e.id = s.session_id";
            await(other, subscriptions, "1");
            run(connection, "COMMIT");
            await(other, subscriptions, "0");
            connection.close();
            await(other, sessions, "0");
        }
    }

    @Test
    void readsFromTheReplicaThatWasAskedFor() throws SQLException, InterruptedException {
        try (Connection connection = connect(REGION)) {
            run(connection, "SET default_cluster_replication_factor = 2");
            run(connection, "CREATE CLUSTER pair (SIZE '25cc')");
            assertThat(column(connection, "SELECT count(*) FROM mz_cluster_replicas r JOIN mz_clusters c "
                    + "ON c.id = r.cluster_id WHERE c.name = 'pair'")).containsExactly("2");
            run(connection, "CREATE TABLE pinned (a int)");
            run(connection, "INSERT INTO pinned VALUES (5)");
            run(connection, "SET cluster = pair");
            run(connection, "SET cluster_replica = r2");
            assertThat(column(connection, "SELECT a + 1 FROM pinned")).containsExactly("6");
            assertThat(column(connection, "SELECT count(*) FROM mz_tables t JOIN pinned p ON p.a = 5 "
                    + "WHERE t.name = 'pinned'")).containsExactly("1");
            run(connection, "SET cluster_replica = r3");
            assertThat(refusal(connection, "SELECT a FROM pinned")).startsWith("42704");
            run(connection, "SET cluster_replica = r2");
            run(connection, "BEGIN");
            run(connection, "DECLARE c CURSOR FOR SUBSCRIBE pinned");
            assertThat(column(connection, "FETCH 1 c")).hasSize(1);
            try (Connection other = connect(REGION)) {
                run(other, "ALTER CLUSTER pair SET (REPLICATION FACTOR 1)");
            }
            assertThat(refusal(connection, "FETCH 1 c")).startsWith("42704");
            run(connection, "ROLLBACK");
            run(connection, "RESET cluster_replica");
            assertThat(column(connection, "SELECT a FROM pinned")).containsExactly("5");
        }
    }
}
