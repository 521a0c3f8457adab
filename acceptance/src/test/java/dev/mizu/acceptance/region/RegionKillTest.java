package dev.mizu.acceptance.region;

import static dev.mizu.acceptance.Sql.connect;
import static dev.mizu.acceptance.Sql.one;
import static dev.mizu.acceptance.Sql.rows;
import static dev.mizu.acceptance.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.testkit.process.Processes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
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
            try (Connection connection = connect(region); Statement statement = connection.createStatement()) {
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
        System.out.println("kill.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        long last = 0;
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"))) {
            run(region, "CREATE TABLE load (n bigint NOT NULL, k int NOT NULL)");
            run(region, "CREATE VIEW by_k AS " + GROUPED);
            run(region, "CREATE DEFAULT INDEX ON by_k");
            run(region, "CREATE MATERIALIZED VIEW stored AS " + GROUPED);
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
        List<String> row = rows(region,
                "SELECT coalesce(max(n), 0), count(*), count(DISTINCT n) FROM load").getFirst();
        long last = Long.parseLong(row.getFirst());
        assertThat(row).as("every row once").containsOnly(row.getFirst());
        assertThat(last).as("acknowledged rows").isBetween(writer.acknowledged.get(), writer.tried.get());
        for (String view : new String[] {"by_k", "stored"}) {
            String stored = "SELECT k, c, s FROM " + view;
            assertThat(one(region, "SELECT count(*) FROM ((" + GROUPED + " EXCEPT ALL " + stored + ") UNION ALL ("
                    + stored + " EXCEPT ALL " + GROUPED + ")) AS d")).as(view).isEqualTo("0");
        }
        return last;
    }
}
