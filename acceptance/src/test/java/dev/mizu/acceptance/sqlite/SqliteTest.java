package dev.mizu.acceptance.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.acceptance.region.RegionUnderTest;
import dev.mizu.acceptance.region.Regions;
import dev.mizu.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts in the manner of SQLite's corpora: a region answers as PostgreSQL does.
 * {@code -Dsqlite.seed} starts elsewhere, {@code -Dsqlite.seconds} goes on for longer.
 */
final class SqliteTest {
    private static final long FIRST_SEED = Long.getLong("sqlite.seed", 1);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("sqlite.seconds", 25));
    private static final int QUERIES = 600;

    @Test
    void theRegionAnswersAsPostgresDoes(@TempDir Path folder) throws SQLException {
        Optional<RegionUnderTest> region = Regions.open(folder.resolve("data"));
        assumeTrue(region.isPresent(), "the class path holds no region to start");
        long end = System.nanoTime() + TIME.toNanos();
        try (PostgresServer server = PostgresServer.startOrSkip();
                RegionUnderTest mizu = region.orElseThrow();
                Connection judge = DriverManager.getConnection(server.url() + "&preferQueryMode=simple");
                Connection candidate = DriverManager.getConnection(mizu.url("materialize"))) {
            for (long seed = FIRST_SEED; System.nanoTime() < end; seed++) {
                SqliteComparison.Report report = SqliteComparison.play(seed, QUERIES, judge, candidate);
                System.out.println(report.summary());
                assertThat(report.differences()).as(report.summary()).isEmpty();
                assertThat(report.refused()).isLessThan(QUERIES / 10);
            }
        }
    }
}
