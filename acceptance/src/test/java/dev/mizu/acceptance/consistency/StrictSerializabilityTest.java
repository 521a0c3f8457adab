package dev.mizu.acceptance.consistency;

import static dev.mizu.acceptance.Sql.connect;
import static dev.mizu.acceptance.Sql.one;
import static dev.mizu.acceptance.Sql.rows;
import static dev.mizu.acceptance.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.feed.ChangeFeed;
import dev.mizu.acceptance.region.SharedRegion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many clients at once see one order of things, which agrees with the clock on their wall. {@code
 * -Dconsistency.seconds} goes on for longer.
 */
final class StrictSerializabilityTest {
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("consistency.seconds", 5));
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int WRITERS = 4;
    private static final int ACCOUNTS = 12;
    private static final int TOTAL = ACCOUNTS * 100;

    @RegisterExtension
    private static final SharedRegion REGION = new SharedRegion();

    /**
     * A read begins after some writes were acknowledged and some other reads have ended: it sees all of those writes,
     * and no less than those reads saw; and nothing that nobody has tried to write.
     */
    @Test
    void aReadSeesWhatWasAcknowledgedAndWhatWasSeen() throws Exception {
        String grouped = "SELECT writer, max(n) AS last, count(*) AS rows FROM log GROUP BY writer";
        run(REGION, "CREATE TABLE log (writer int NOT NULL, n bigint NOT NULL)",
                "CREATE VIEW log_indexed AS " + grouped, "CREATE DEFAULT INDEX ON log_indexed",
                "CREATE MATERIALIZED VIEW log_stored AS " + grouped);
        AtomicLongArray tried = new AtomicLongArray(WRITERS);
        AtomicLongArray certain = new AtomicLongArray(WRITERS);
        AtomicLong reads = new AtomicLong();
        Sessions sessions = new Sessions(REGION);
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            sessions.with(1, connection -> {
                long n = tried.incrementAndGet(writer);
                run(connection, "INSERT INTO log VALUES (" + writer + ", " + n + ")");
                certain.accumulateAndGet(writer, n, Math::max);
            });
        }
        for (String source : List.of("log_indexed", "log_stored", "(" + grouped + ") AS g")) {
            sessions.with(2, connection -> {
                long[] before = copy(certain);
                Map<Integer, Long> seen = new HashMap<>();
                for (List<String> row : rows(connection, "SELECT writer, last, rows FROM " + source)) {
                    assertThat(row.get(1)).as("every row of a writer once, in %s", source).isEqualTo(row.get(2));
                    seen.put(Integer.valueOf(row.get(0)), Long.valueOf(row.get(1)));
                }
                for (int writer = 0; writer < WRITERS; writer++) {
                    long last = seen.getOrDefault(writer, 0L);
                    assertThat(last).as("writer %d in %s", writer, source)
                            .isBetween(before[writer], tried.get(writer));
                    certain.accumulateAndGet(writer, last, Math::max);
                }
                reads.incrementAndGet();
            });
        }

        sessions.run(TIME);

        assertThat(reads.get()).as("reads").isGreaterThan(20);
        for (long rows : copy(certain)) {
            assertThat(rows).as("rows of a writer").isGreaterThan(5);
        }
    }

    private static long[] copy(AtomicLongArray array) {
        long[] copy = new long[array.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = array.get(i);
        }
        return copy;
    }

    /** Money moves, none appears or is lost: not in a table, a view, nor at any time of a SUBSCRIBE. */
    @Test
    void transfersKeepTheSum() throws Exception {
        StringBuilder rows = new StringBuilder("INSERT INTO accounts VALUES (0, 100)");
        for (int i = 1; i < ACCOUNTS; i++) {
            rows.append(", (").append(i).append(", 100)");
        }
        run(REGION, "CREATE TABLE accounts (id int NOT NULL, balance bigint NOT NULL)", rows.toString(),
                "CREATE VIEW sum_indexed AS SELECT sum(balance) AS total FROM accounts",
                "CREATE DEFAULT INDEX ON sum_indexed",
                "CREATE MATERIALIZED VIEW sum_stored AS SELECT sum(balance) AS total FROM accounts");
        AtomicInteger transfers = new AtomicInteger();
        Sessions sessions = new Sessions(REGION).with(3, connection -> {
            transfer(connection);
            transfers.incrementAndGet();
        });
        for (String sum : List.of("SELECT total FROM sum_indexed", "SELECT total FROM sum_stored",
                "SELECT sum(balance) FROM accounts")) {
            sessions.with(1, connection ->
                    assertThat(one(connection, sum)).as(sum).isEqualTo(Integer.toString(TOTAL)));
        }
        try (ChangeFeed accounts = ChangeFeed.open(REGION, "accounts");
                ChangeFeed stored = ChangeFeed.open(REGION, "sum_stored");
                ChangeFeed indexed = ChangeFeed.open(REGION, "sum_indexed")) {
            sessions.run(TIME);
            checkFeeds(accounts, List.of(stored, indexed));
        }
        assertThat(transfers.get()).isGreaterThan(10);
    }

    private static void transfer(Connection connection) throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        int amount = 1 + random.nextInt(20);
        run(connection, "UPDATE accounts SET balance = balance + CASE WHEN id = " + from + " THEN -" + amount
                + " ELSE " + amount + " END WHERE id IN (" + from + ", " + to + ")");
    }

    private static void checkFeeds(ChangeFeed accounts, List<ChangeFeed> sums)
            throws SQLException {
        try (Connection connection = connect(REGION)) {
            long now = Long.parseLong(one(connection, "SELECT mz_now()::text"));
            accounts.awaitTime(now, PATIENCE);
            Map<List<String>, Long> expected = new HashMap<>();
            rows(connection, "SELECT id, balance FROM accounts").forEach(row -> expected.put(row, 1L));
            assertThat(accounts.contentAt(now)).isEqualTo(expected);
            assertThat(accounts.disorder()).isEmpty();
            checkEachTime(accounts);
            for (ChangeFeed sum : sums) {
                sum.awaitTime(now, PATIENCE);
                assertThat(sum.disorder()).isEmpty();
                assertThat(sum.changes()).as("the one row of the sum")
                        .extracting(change -> change.diff() + " " + change.values())
                        .containsExactly("1 [" + TOTAL + "]");
            }
        }
    }

    private static void checkEachTime(ChangeFeed accounts) {
        Map<List<String>, Long> content = new HashMap<>();
        List<ChangeFeed.Change> changes = accounts.changes();
        for (int i = 0; i < changes.size(); i++) {
            ChangeFeed.apply(content, changes.get(i));
            if (i + 1 == changes.size() || changes.get(i + 1).time() != changes.get(i).time()) {
                assertThat(content.values()).as("each account once").hasSize(ACCOUNTS).containsOnly(1L);
                long total = content.keySet().stream().mapToLong(row -> Long.parseLong(row.get(1))).sum();
                assertThat(total).as("at %d", changes.get(i).time()).isEqualTo(TOTAL);
            }
        }
    }

    /** What one transaction writes to two tables comes to every reader at once, or not at all. */
    @Test
    void aTransactionIsSeenWholeOrNot() throws Exception {
        run(REGION, "CREATE TABLE lefts (n bigint)", "CREATE TABLE rights (n bigint)",
                "CREATE MATERIALIZED VIEW lonely AS SELECT n FROM lefts EXCEPT ALL SELECT n FROM rights");
        AtomicLong next = new AtomicLong();
        AtomicInteger committed = new AtomicInteger();
        SplittableRandom random = new SplittableRandom(next.get());
        new Sessions(REGION).with(3, connection -> {
            long n = next.incrementAndGet();
            run(connection, "BEGIN");
            run(connection, "INSERT INTO lefts VALUES (" + n + ")");
            run(connection, "INSERT INTO rights VALUES (" + n + ")");
            boolean keep = n % 4 != random.nextInt(1);
            run(connection, keep ? "COMMIT" : "ROLLBACK");
            committed.addAndGet(keep ? 1 : 0);
        }).with(1, connection -> assertThat(one(connection,
                "SELECT (SELECT count(*) FROM lefts) - (SELECT count(*) FROM rights)")).isEqualTo("0")
        ).with(1, connection -> assertThat(rows(connection, "SELECT n FROM lonely")).isEmpty()).run(TIME);

        try (Connection connection = connect(REGION)) {
            assertThat(one(connection, "SELECT count(*) FROM lefts"))
                    .isEqualTo(Integer.toString(committed.get()));
        }
    }
}
