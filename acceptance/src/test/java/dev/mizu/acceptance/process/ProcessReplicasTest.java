package dev.mizu.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.acceptance.Sql;
import dev.mizu.acceptance.feed.ChangeFeed;
import dev.mizu.acceptance.region.RegionProcess;
import dev.mizu.acceptance.region.RegionUnderTest;
import dev.mizu.testkit.process.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A region whose replicas are processes: the same answers as with threads; a killed replica costs its restart and
 * nothing else; a killed region leaves no process behind; a replica without memory is a status.
 */
final class ProcessReplicasTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GROUPED = "SELECT k, count(*) AS c, sum(n) AS s FROM load GROUP BY k";
    /** Statements that make things. */
    private static final List<String> MADE = List.of(
            "CREATE TABLE load (n bigint NOT NULL, k int NOT NULL)",
            "CREATE TABLE names (k int, name text)",
            "CREATE VIEW by_k AS " + GROUPED,
            "CREATE DEFAULT INDEX ON by_k",
            "CREATE MATERIALIZED VIEW stored AS " + GROUPED,
            "CREATE MATERIALIZED VIEW named AS SELECT name, c FROM stored JOIN names USING (k)",
            "CREATE SOURCE counter FROM LOAD GENERATOR COUNTER (TICK INTERVAL '50ms', MAX CARDINALITY 10)",
            "CREATE VIEW ratios AS SELECT k, 100 / (k - 3) AS r FROM names",
            "INSERT INTO names VALUES (0, 'zero'), (1, 'one'), (2, NULL), (5, 'naïve')",
            "INSERT INTO load SELECT g, g % 7 FROM generate_series(1, 1000) AS g",
            "DELETE FROM load WHERE n % 10 = 0",
            "UPDATE names SET name = 'uno' WHERE k = 1");
    /** Questions whose answers say whether it was done right; in order, where they give more than one row. */
    private static final List<String> ASKED = List.of(
            "SELECT * FROM by_k ORDER BY k", "SELECT * FROM by_k WHERE k = 3", "SELECT * FROM stored ORDER BY k",
            "SELECT * FROM named ORDER BY 1", "SELECT count(*), sum(n) FROM load", "SELECT * FROM ratios ORDER BY k",
            "SELECT count(*) FROM (SELECT DISTINCT name FROM names)",
            "SELECT name, type FROM mz_objects WHERE id LIKE 'u%' ORDER BY 1, 2",
            "SELECT c.name, r.name, s.status FROM mz_internal.mz_cluster_replica_statuses s "
                    + "JOIN mz_cluster_replicas r ON r.id = s.replica_id JOIN mz_clusters c ON c.id = r.cluster_id "
                    + "ORDER BY 1, 2");

    private static RegionProcess start(Path data) {
        return start(data, "192m");
    }

    private static RegionProcess start(Path data, String memory) {
        return RegionProcess.start(data, "--replicas", "process", "--replica-memory", memory);
    }

    @Test
    void answersAsWithThreads(@TempDir Path folder) throws Exception {
        List<String> expected;
        try (RegionProcess threads = RegionProcess.start(folder.resolve("threads"))) {
            expected = walk(threads);
        }
        try (RegionProcess processes = start(folder.resolve("processes"))) {
            assertThat(walk(processes)).isEqualTo(expected);
            assertThat(processes.replicas("")).hasSize(3);
            for (ProcessHandle replica : processes.replicas("")) {
                // Told through standard input: whoever lists processes learns no secret.
                assertThat(Processes.commandLine(replica)).isNotEmpty().doesNotContainPattern("[0-9a-f]{64}");
            }
        }
        assertThat(Files.readString(folder.resolve("processes.log"))).doesNotContainPattern("[0-9a-f]{64}");
    }

    private static List<String> walk(RegionProcess region) throws SQLException {
        List<String> answers = new ArrayList<>();
        Sql.run(region, MADE);
        for (String sql : ASKED) {
            answers.add(sql + ": " + ask(region, sql));
        }
        await("the source ticks", () -> ask(region, "SELECT count(*) FROM counter").equals("[[10]]"));
        answers.add(ask(region, "SELECT max(counter) - min(counter) FROM counter"));
        return answers;
    }

    @Test
    void aKilledReplicaLosesNothing(@TempDir Path folder) throws Exception {
        try (RegionProcess region = start(folder.resolve("data"))) {
            Sql.run(region, MADE.subList(0, 5));
            Load load = new Load(region);
            try (ChangeFeed feed = ChangeFeed.open(region, "stored")) {
                load.start();
                for (int round = 0; round < 2; round++) {
                    load.readsGoOn();
                    killOne(region, "quickstart.r1");
                    // A read waits for the replica and is right.
                    load.readsGoOn();
                }
                load.stop();
                consistent(region, load.written());
                List<String> stored = List.of(ask(region, "SELECT k, c, s FROM stored ORDER BY k"));
                long now = Long.parseLong(ask(region, "SELECT mz_now()::text").replaceAll("\\D", ""));
                feed.awaitTime(now, PATIENCE);
                assertThat(feed.disorder()).isEmpty();
                assertThat(rows(feed.contentAt(now))).isEqualTo(stored.getFirst());
            }
            assertThat(ask(region, "SELECT status, reason FROM mz_internal.mz_cluster_replica_status_history "
                    + "WHERE reason = 'killed'")).isEqualTo("[[offline, killed], [offline, killed]]");
        }
    }

    /** Where connections can be cut from outside, which takes the rights to do it. */
    @Test
    void aCutConnectionIsMadeAnewAndTheReplicaGoesOn(@TempDir Path folder) throws Exception {
        try (RegionProcess region = start(folder.resolve("data"))) {
            Sql.run(region, MADE.subList(0, 5));
            ProcessHandle replica = region.replicas("quickstart.r1").getFirst();
            String lost = "SELECT count(*) FROM mz_internal.mz_cluster_replica_status_history "
                    + "WHERE replica_id = 'u1' AND reason = 'connection lost'";
            Load load = new Load(region);
            try (ChangeFeed feed = ChangeFeed.open(region, "stored")) {
                load.start();
                load.readsGoOn();
                Process ss = new ProcessBuilder("sh", "-c", "for p in $(ss -tnpH | grep 'pid=" + replica.pid()
                        + ",' | awk '{print $4}' | sed 's/.*://'); do ss -K \"sport = :$p\"; done").start();
                assumeTrue(ss.waitFor() == 0, "there is no ss");
                assumeTrue(noticed(region, lost), "connections cannot be cut here");
                load.readsGoOn();
                load.stop();
                consistent(region, load.written());
                long now = Long.parseLong(ask(region, "SELECT mz_now()::text").replaceAll("\\D", ""));
                feed.awaitTime(now, PATIENCE);
                assertThat(feed.disorder()).isEmpty();
                assertThat(rows(feed.contentAt(now)))
                        .isEqualTo(ask(region, "SELECT k, c, s FROM stored ORDER BY k"));
            }
            assertThat(replica.isAlive()).isTrue();
        }
    }

    /** Whether a count is above zero within a second and a half. */
    private static boolean noticed(RegionProcess region, String count) throws SQLException {
        for (int i = 0; i < 30 && Sql.one(region, count).equals("0"); i++) {
            Processes.pause(50);
        }
        return !Sql.one(region, count).equals("0");
    }

    @Test
    void aSecondReplicaAnswersWhileTheFirstIsGone(@TempDir Path folder) throws Exception {
        try (RegionProcess region = start(folder.resolve("data"))) {
            Sql.run(region, MADE.subList(0, 4));
            Sql.run(region, "CREATE CLUSTER pair (SIZE '25cc', REPLICATION FACTOR 2)");
            Sql.run(region, "CREATE INDEX pair_by_k IN CLUSTER pair ON by_k (k)");
            Sql.run(region, "INSERT INTO load VALUES (1, 1)");
            String read = "SELECT c FROM by_k WHERE k = 1";
            await("both replicas are there", () -> ask(region, "SELECT count(*) FROM "
                    + "mz_internal.mz_cluster_replica_statuses WHERE status = 'online'").equals("[[5]]"));
            try (Connection connection = Sql.connect(region)) {
                Sql.run(connection, "SET cluster = pair");
                assertThat(ask(connection, read)).isEqualTo("[[1]]");
                killOne(region, "pair.r1");
                assertThat(ask(connection, read)).isEqualTo("[[1]]");
                Sql.run(region, "INSERT INTO load VALUES (2, 1)");
                assertThat(ask(connection, read)).isEqualTo("[[2]]");
                await("the first is back", () -> region.replicas("pair.r1").size() == 1);
                killOne(region, "pair.r2");
                assertThat(ask(connection, read)).isEqualTo("[[2]]");
            }
        }
    }

    @Test
    void aKilledRegionLeavesNoProcess(@TempDir Path folder) throws Exception {
        try (RegionProcess region = start(folder.resolve("data"))) {
            Sql.run(region, MADE.subList(0, 5));
            Load load = new Load(region);
            load.start();
            load.readsGoOn();
            List<ProcessHandle> replicas = region.replicas("");
            assertThat(replicas).hasSize(3);
            region.kill();
            load.stop();
            await("the replicas end", () -> replicas.stream().noneMatch(ProcessHandle::isAlive));
            region.restart();
            long rows = Long.parseLong(ask(region, "SELECT count(*) FROM load").replaceAll("\\D", ""));
            assertThat(rows).isBetween(load.written(), load.written() + 1);
            consistent(region, rows);
        }
    }

    @Test
    void aReplicaWithoutMemoryIsAStatus(@TempDir Path folder) throws Exception {
        try (RegionProcess region = start(folder.resolve("data"), "112m")) {
            Sql.run(region, "CREATE TABLE wide (n bigint, filling text)");
            for (int part = 0; part < 20; part++) {
                Sql.run(region, "INSERT INTO wide SELECT g, repeat('x', 10000) || g::text FROM generate_series("
                        + part * 500 + ", " + (part * 500 + 499) + ") AS g");
            }
            // All of it at once, which is more than the replica's heap; the read is given up, not tried for ever.
            assertThatThrownBy(() -> ask(region, "SELECT * FROM wide ORDER BY filling DESC"))
                    .isInstanceOf(SQLException.class).hasMessageContaining("ended 3 times");
            await("the replica is back", () -> ask(region, "SELECT s.status FROM "
                    + "mz_internal.mz_cluster_replica_statuses s WHERE replica_id = 'u1'").equals("[[online]]"));
            assertThat(ask(region, "SELECT DISTINCT reason FROM mz_internal.mz_cluster_replica_status_history "
                    + "WHERE replica_id = 'u1' AND status = 'offline' AND reason <> 'initializing'"))
                    .isEqualTo("[[oom-killed]]");
            assertThat(ask(region, "SELECT count(*) FROM wide")).isEqualTo("[[10000]]");
        }
    }

    /** Inserts 1, 2, 3, .. one by one, and reads the index beside it. */
    private static final class Load {
        private final RegionProcess region;
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final AtomicLong written = new AtomicLong();
        private final AtomicLong reads = new AtomicLong();
        private final AtomicReference<Optional<Throwable>> wrong = new AtomicReference<>(Optional.empty());
        private final List<Thread> threads = new ArrayList<>();

        Load(RegionProcess region) {
            this.region = region;
        }

        void start() {
            threads.add(Thread.ofVirtual().start(() -> work(connection -> {
                long next = written.get() + 1;
                Sql.run(connection, "INSERT INTO load VALUES (" + next + ", " + next % 7 + ")");
                written.set(next);
            })));
            threads.add(Thread.ofVirtual().start(() -> work(connection -> {
                long before = written.get();
                long seen = Long.parseLong(ask(connection, "SELECT coalesce(sum(c), 0)::text FROM by_k")
                        .replaceAll("\\D", ""));
                if (seen < before || seen > written.get() + 1) {
                    throw new AssertionError("read " + seen + " rows, between " + before + " and " + written.get());
                }
                reads.incrementAndGet();
            })));
        }

        private interface Work {
            void once(Connection connection) throws SQLException;
        }

        private void work(Work work) {
            try (Connection connection = Sql.connect(region)) {
                while (going.get()) {
                    work.once(connection);
                }
            } catch (SQLException e) {
                // The region was killed, which some tests are about; a wrong answer is not one of these.
                return;
            } catch (AssertionError e) {
                wrong.set(Optional.of(e));
            }
        }

        void readsGoOn() {
            long before = reads.get();
            await("reads go on", () -> reads.get() > before + 5);
        }

        long written() {
            return written.get();
        }

        void stop() throws InterruptedException {
            going.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(wrong.get()).isEmpty();
        }
    }

    private static void consistent(RegionUnderTest region, long rows) throws SQLException {
        assertThat(ask(region, "SELECT count(*), count(DISTINCT n), coalesce(max(n), 0) FROM load"))
                .isEqualTo("[[" + rows + ", " + rows + ", " + rows + "]]");
        for (String view : List.of("by_k", "stored")) {
            String there = "SELECT k, c, s FROM " + view;
            assertThat(ask(region, "SELECT count(*) FROM ((" + GROUPED + " EXCEPT ALL " + there + ") UNION ALL ("
                    + there + " EXCEPT ALL " + GROUPED + ")) AS d")).as(view).isEqualTo("[[0]]");
        }
    }

    private static void killOne(RegionProcess region, String name) {
        List<ProcessHandle> found = region.replicas(name);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().destroyForcibly()).isTrue();
        await("the process is gone", () -> !found.getFirst().isAlive());
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(String what, Condition condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.holds()) {
                assertThat(System.nanoTime()).as(what).isLessThan(deadline);
                Processes.pause(20);
            }
        } catch (SQLException e) {
            throw new AssertionError(what, e);
        }
    }

    /** The rows as text. */
    private static String ask(RegionUnderTest region, String sql) throws SQLException {
        return Sql.rows(region, sql).toString();
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        return Sql.rows(connection, sql).toString();
    }

    /** What a feed adds up to, in the order of the first column. */
    private static String rows(Map<List<String>, Long> content) {
        Map<List<String>, Long> counts = new HashMap<>(content);
        assertThat(counts.values()).allMatch(count -> count == 1);
        return counts.keySet().stream().sorted((a, b) -> a.getFirst().compareTo(b.getFirst())).toList().toString();
    }
}
