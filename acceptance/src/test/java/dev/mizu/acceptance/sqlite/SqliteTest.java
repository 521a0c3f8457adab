package dev.mizu.acceptance.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.region.SharedRegion;
import dev.mizu.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Scripts in the manner of SQLite's corpora: a region answers as PostgreSQL does.
 * {@code -Dsqlite.seed} starts elsewhere, {@code -Dsqlite.seconds} goes on for longer.
 */
final class SqliteTest {
    private static final long FIRST_SEED = Long.getLong("sqlite.seed", 1);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("sqlite.seconds", 25));
    private static final int QUERIES = 600;

    @RegisterExtension
    private static final SharedRegion REGION = new SharedRegion();

    @Test
    void theRegionAnswersAsPostgresDoes() throws SQLException {
        long end = System.nanoTime() + TIME.toNanos();
        try (PostgresServer server = PostgresServer.startOrSkip();
                Connection judge = DriverManager.getConnection(server.url() + "&preferQueryMode=simple");
                Connection candidate = DriverManager.getConnection(REGION.url("materialize"))) {
            for (long seed = FIRST_SEED; System.nanoTime() < end; seed++) {
                SqliteComparison.Report report = SqliteComparison.play(seed, QUERIES, judge, candidate);
                System.out.println(report.summary());
                assertThat(report.differences()).as(report.summary()).isEmpty();
                assertThat(report.refused()).isLessThan(QUERIES / 10);
            }
        }
    }
}
