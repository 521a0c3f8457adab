package dev.mizu.acceptance.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.testkit.process.Processes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A region that is killed at random moments under load loses nothing that it acknowledged, counts nothing twice, and
 * keeps its views equal to their queries. {@code -Dkill.rounds} goes on for longer, {@code -Dkill.seed} replays.
 */
final class RegionKillTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 3);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final String GROUPED = "SELECT k, count(*) AS c, sum(n) AS s FROM load GROUP BY k";
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(30);

    /** Inserts 1, 2, 3, .. until the connection breaks; remembers what was acknowledged and what was tried. */
    private static final class Writer implements Runnable {
        private final RegionUnderTest region;
        private final AtomicLong tried;
        private final AtomicLong acknowledged;

        Writer(RegionUnderTest region, long last) {
            this.region = region;
            this.tried = new AtomicLong(last);
            this.acknowledged = new AtomicLong(last);
        }

        @Override
        public void run() {
            try (Connection connection = DriverManager.getConnection(region.url("materialize"));
                    Statement statement = connection.createStatement()) {
                while (true) {
                    long next = tried.incrementAndGet();
                    statement.execute("INSERT INTO load VALUES (" + next + ", " + next % 7 + ")");
                    acknowledged.set(next);
                }
            } catch (SQLException e) {
                // The kill that this test is about ends the writer here.
                return;
            }
        }
    }

    @Test
    void keepsWhatItAcknowledged(@TempDir Path folder) throws Exception {
        assumeTrue(RegionProcess.available(), "the class path holds no region to start");
        System.out.println("kill.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        long last = 0;
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"))) {
            execute(region, "CREATE TABLE load (n bigint NOT NULL, k int NOT NULL)");
            execute(region, "CREATE VIEW by_k AS " + GROUPED);
            execute(region, "CREATE DEFAULT INDEX ON by_k");
            execute(region, "CREATE MATERIALIZED VIEW stored AS " + GROUPED);
            for (int round = 0; round < ROUNDS; round++) {
                Writer writer = new Writer(region, last);
                Thread thread = Thread.ofVirtual().start(writer);
                Processes.pause(200 + random.nextInt(2000));
                region.kill();
                thread.join();
                assertThat(region.restart()).isLessThan(RESTART_LIMIT);
                last = check(region, writer);
            }
        }
    }

    /** Returns the last row that is there. */
    private static long check(RegionUnderTest region, Writer writer) throws SQLException {
        Map<String, String> row = one(region,
                "SELECT count(*) AS c, count(DISTINCT n) AS d, coalesce(max(n), 0) AS m FROM load");
        long last = Long.parseLong(row.get("m"));
        assertThat(row.get("c")).as("every row once").isEqualTo(row.get("m")).isEqualTo(row.get("d"));
        assertThat(last).as("acknowledged rows").isBetween(writer.acknowledged.get(), writer.tried.get());
        for (String view : new String[] {"by_k", "stored"}) {
            String stored = "SELECT k, c, s FROM " + view;
            Map<String, String> differences = one(region, "SELECT count(*) AS c FROM ((" + GROUPED + " EXCEPT ALL "
                    + stored + ") UNION ALL (" + stored + " EXCEPT ALL " + GROUPED + ")) AS d");
            assertThat(differences.get("c")).as(view).isEqualTo("0");
        }
        return last;
    }

    private static void execute(RegionUnderTest region, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(region.url("materialize"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, String> one(RegionUnderTest region, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(region.url("materialize"));
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            assertThat(results.next()).isTrue();
            Map<String, String> row = new HashMap<>();
            for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                row.put(results.getMetaData().getColumnLabel(i), results.getString(i));
            }
            return row;
        }
    }
}
