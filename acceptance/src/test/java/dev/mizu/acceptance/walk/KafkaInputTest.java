package dev.mizu.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.acceptance.Sql;
import dev.mizu.acceptance.feed.ChangeFeed;
import dev.mizu.acceptance.kafka.Topics;
import dev.mizu.acceptance.region.RegionProcess;
import dev.mizu.acceptance.walk.Topic.Message;
import dev.mizu.testkit.kafka.KafkaBroker;
import dev.mizu.testkit.process.Processes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What comes out of topics, good and bad: keys and tombstones, metadata, text and bytes, messages that are none, and
 * brokers and topics that are not there. {@code -Dwalk.seed} replays.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KafkaInputTest {
    private static final long SEED = Long.getLong("walk.seed", System.nanoTime() % 1_000_000);
    private static final int MESSAGES = 2_000;
    private static final int KEYS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STATUS = "SELECT status FROM mz_internal.mz_source_statuses WHERE name = ";
    private static final String ERROR = "SELECT error FROM mz_internal.mz_source_statuses WHERE name = ";

    private KafkaBroker broker;
    private RegionProcess region;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        System.out.println("walk.seed=" + SEED);
        broker = KafkaBroker.start(folder.resolve("kafka"));
        region = RegionProcess.start(folder.resolve("data"));
        Sql.run(region, "CREATE CONNECTION kafka TO KAFKA (BROKER '" + broker.address()
                + "', SECURITY PROTOCOL PLAINTEXT)");
    }

    @AfterAll
    void stop() {
        region.close();
        broker.close();
    }

    @Test
    @Order(1)
    void theLastMessageOfAKeyIsItsRow() throws Exception {
        Topics.create(broker, "profiles", 2);
        Sql.run(region, "CREATE SOURCE profiles FROM KAFKA CONNECTION kafka (TOPIC 'profiles') "
                + "KEY FORMAT TEXT VALUE FORMAT JSON INCLUDE KEY AS name, PARTITION AS part, OFFSET AS pos, "
                + "TIMESTAMP AS made ENVELOPE UPSERT");
        Map<String, List<String>> expected = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(SEED);
        try (Topic topic = new Topic(broker, "profiles");
                ChangeFeed feed = ChangeFeed.open(region, "(SELECT name, data->>'v', part, pos, made FROM profiles)")) {
            fill(topic, random, 0, expected);
            awaitProfiles(expected);
            Map<List<String>, Long> pushed = feed.contentAt(Long.MAX_VALUE);
            assertThat(pushed.values()).allMatch(count -> count == 1);
            assertThat(feed.disorder()).isEmpty();
            checkKeys(feed.changes());
        }
        region.kill();
        try (Topic topic = new Topic(broker, "profiles")) {
            fill(topic, random, MESSAGES, expected);
        }
        region.restart();
        awaitProfiles(expected);
        assertThat(Sql.counts(region, "SELECT name, data->>'v', part, pos, made FROM profiles").keySet())
                .containsExactlyInAnyOrderElementsOf(expected.values());
    }

    private static void fill(Topic topic, SplittableRandom random, int first, Map<String, List<String>> expected) {
        List<Message> messages = new ArrayList<>();
        for (int i = first; i < first + MESSAGES; i++) {
            int number = random.nextInt(KEYS);
            messages.add(new Message(number % 2, 1_700_000_000_000L + i * 1000L, Optional.of("name-" + number),
                    random.nextInt(5) == 0 ? Optional.empty() : Optional.of("{\"v\": \"" + i + "\"}")));
        }
        List<Long> offsets = topic.send(messages);
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            String key = message.key().orElseThrow();
            if (message.value().isEmpty()) {
                expected.remove(key);
            } else {
                String made = Instant.ofEpochMilli(message.timestamp()).toString().replace('T', ' ').replace("Z", "");
                expected.put(key, List.of(key, Integer.toString(first + i), Integer.toString(message.partition()),
                        Long.toString(offsets.get(i)), made));
            }
        }
    }

    private void awaitProfiles(Map<String, List<String>> expected) throws SQLException {
        long newest = expected.values().stream().mapToLong(row -> Long.parseLong(row.get(1))).max().orElseThrow();
        Sql.await(region, "SELECT count(*) || ' ' || max((data->>'v')::int) FROM profiles",
                answer -> answer.equals(expected.size() + " " + newest), PATIENCE);
    }

    /** At no time a key has two rows. */
    private static void checkKeys(List<ChangeFeed.Change> changes) {
        Map<String, Long> rows = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            rows.merge(changes.get(i).values().getFirst(), changes.get(i).diff(), Long::sum);
            if (i + 1 == changes.size() || changes.get(i + 1).time() != changes.get(i).time()) {
                assertThat(rows.values()).as("rows of a key at %d", changes.get(i).time())
                        .allMatch(count -> count == 0 || count == 1);
            }
        }
    }

    @Test
    @Order(2)
    void textAndBytesAreWhatWasSent() throws Exception {
        Topics.create(broker, "lines", 1);
        Sql.run(region,
                "CREATE SOURCE lines FROM KAFKA CONNECTION kafka (TOPIC 'lines') FORMAT TEXT INCLUDE OFFSET AS pos",
                "CREATE SOURCE raw FROM KAFKA CONNECTION kafka (TOPIC 'lines') FORMAT BYTES INCLUDE OFFSET AS pos");
        try (Topic topic = new Topic(broker, "lines")) {
            topic.send(Message.of("plain"));
            topic.send(Message.of("tab\t, \"quote\", grüße, \u6c34, \ud83d\udca7"));
            topic.send(Message.of(""));
            Sql.await(region, "SELECT count(*) FROM lines", "3"::equals, PATIENCE);
            assertThat(Sql.counts(region, "SELECT pos, text FROM lines")).containsOnlyKeys(List.of("0", "plain"),
                    List.of("1", "tab\t, \"quote\", grüße, \u6c34, \ud83d\udca7"), List.of("2", ""));
            topic.send(new byte[] {(byte) 0xff, 0, 1, (byte) 0xfe});
            Sql.await(region, "SELECT count(*) FROM raw", "4"::equals, PATIENCE);
            assertThat(Sql.counts(region, "SELECT encode(data, 'hex') FROM raw WHERE pos = 3"))
                    .containsOnlyKeys(List.of("ff0001fe"));
        }
        awaitError("SELECT text FROM lines", "UTF8");
    }

    private void awaitError(String sql, String part) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Map<List<String>, Long> rows = Sql.counts(region, sql);
                assertThat(System.nanoTime()).as("%s still gives %s", sql, rows).isLessThan(end);
                Processes.pause(50);
            } catch (SQLException e) {
                assertThat(e.getMessage()).contains(part);
                return;
            }
        }
    }

    @Test
    @Order(3)
    void aMessageThatIsNoJsonIsAnErrorUntilItsKeyIsWellAgain() throws Exception {
        Topics.create(broker, "settings", 1);
        Sql.run(region, "CREATE SOURCE settings FROM KAFKA CONNECTION kafka (TOPIC 'settings') "
                + "KEY FORMAT TEXT VALUE FORMAT JSON ENVELOPE UPSERT",
                "CREATE MATERIALIZED VIEW settings_view AS SELECT key, data->>'v' AS v FROM settings",
                "CREATE VIEW settings_indexed AS SELECT count(*) AS n FROM settings",
                "CREATE DEFAULT INDEX ON settings_indexed");
        try (Topic topic = new Topic(broker, "settings")) {
            topic.send(Message.of("a", "{\"v\": 1}"));
            Sql.await(region, "SELECT count(*) FROM settings_view", "1"::equals, PATIENCE);
            topic.send(Message.of("b", "{\"v\": "));
            awaitError("SELECT * FROM settings_view", "type jsonb");
            awaitError("SELECT * FROM settings_indexed", "type jsonb");
            assertThatThrownBy(() -> Sql.counts(region, "SELECT * FROM settings")).isInstanceOf(SQLException.class);
            assertThat(Sql.one(region, STATUS + "'settings'")).isEqualTo("running");
            topic.send(Message.of("b", "{\"v\": 2}"));
            awaitWell("SELECT n FROM settings_indexed", Map.of(List.of("2"), 1L));
            awaitWell("SELECT key, v FROM settings_view", Map.of(List.of("a", "1"), 1L, List.of("b", "2"), 1L));
            topic.send(Message.of("c", "no json"));
            awaitError("SELECT * FROM settings_view", "type jsonb");
            region.kill();
            region.restart();
            awaitError("SELECT * FROM settings_view", "type jsonb");
            topic.send(new Message(0, 1_700_000_000_000L, Optional.of("c"), Optional.empty()));
            awaitWell("SELECT key, v FROM settings_view", Map.of(List.of("a", "1"), 1L, List.of("b", "2"), 1L));
        }
    }

    private void awaitWell(String sql, Map<List<String>, Long> expected) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Map<List<String>, Long> rows = Sql.counts(region, sql);
                if (rows.equals(expected)) {
                    return;
                }
                assertThat(System.nanoTime()).as("%s still gives %s", sql, rows).isLessThan(end);
            } catch (SQLException e) {
                assertThat(System.nanoTime()).as("%s still fails: %s", sql, e.getMessage()).isLessThan(end);
            }
            Processes.pause(50);
        }
    }

    @Test
    @Order(4)
    void aTopicThatIsNotThereIsAStatusUntilItIs() throws Exception {
        Sql.run(region, "CREATE SOURCE later FROM KAFKA CONNECTION kafka (TOPIC 'not-yet') FORMAT TEXT");
        Sql.await(region, STATUS + "'later'", "stalled"::equals, PATIENCE);
        assertThat(Sql.one(region, ERROR + "'later'")).contains("not-yet");
        assertThat(Sql.one(region, "SELECT count(*) FROM later")).isEqualTo("0");
        Topics.create(broker, "not-yet", 1);
        try (Topic topic = new Topic(broker, "not-yet")) {
            topic.send(Message.of("at last"));
        }
        Sql.await(region, "SELECT count(*) FROM later", "1"::equals, PATIENCE);
        Sql.await(region, STATUS + "'later'", "running"::equals, PATIENCE);
        Sql.await(region, "SELECT messages_received FROM mz_internal.mz_source_statistics AS s "
                + "JOIN mz_sources AS o ON o.id = s.id WHERE o.name = 'later'", "1"::equals, PATIENCE);
        Sql.run(region, "DROP SOURCE later");
    }

    @Test
    @Order(5)
    void aTopicThatIsMadeAnewIsNotTakenForTheOldOne() throws Exception {
        Topics.create(broker, "fleeting", 1);
        Sql.run(region, "CREATE SOURCE fleeting FROM KAFKA CONNECTION kafka (TOPIC 'fleeting') FORMAT TEXT");
        try (Topic topic = new Topic(broker, "fleeting")) {
            topic.send(Message.of("one"));
            topic.send(Message.of("two"));
        }
        Sql.await(region, "SELECT count(*) FROM fleeting", "2"::equals, PATIENCE);
        Topics.delete(broker, "fleeting");
        Sql.await(region, STATUS + "'fleeting'", "stalled"::equals, PATIENCE);
        Topics.create(broker, "fleeting", 1);
        try (Topic topic = new Topic(broker, "fleeting")) {
            topic.send(Message.of("other"));
        }
        Sql.await(region, ERROR + "'fleeting'",
                error -> error.contains("is not the one that was read before"), PATIENCE);
        assertThat(Sql.counts(region, "SELECT text FROM fleeting"))
                .containsOnlyKeys(List.of("one"), List.of("two"));
        Sql.run(region, "DROP SOURCE fleeting");
    }

    @Test
    @Order(6)
    void aBrokerThatGoesAwayIsAStatusAndNoHang() throws Exception {
        Topics.create(broker, "flow", 1);
        Sql.run(region, "CREATE SOURCE flow FROM KAFKA CONNECTION kafka (TOPIC 'flow') FORMAT TEXT",
                "CREATE MATERIALIZED VIEW flow_view AS SELECT count(*) AS n FROM flow");
        try (Topic topic = new Topic(broker, "flow")) {
            topic.send(Message.of("before"));
        }
        Sql.await(region, "SELECT n FROM flow_view", "1"::equals, PATIENCE);
        Sql.await(region, STATUS + "'flow'", "running"::equals, PATIENCE);
        broker.stop();
        Sql.await(region, STATUS + "'flow'", "stalled"::equals, PATIENCE);
        assertThat(Sql.one(region, ERROR + "'flow'"))
                .contains(broker.address());
        // What is there can be read, and all statements still answer.
        long begin = System.nanoTime();
        assertThat(Sql.one(region, "SELECT n FROM flow_view")).isEqualTo("1");
        Sql.counts(region, "SHOW SOURCES");
        Sql.run(region, "CREATE SOURCE made_meanwhile FROM KAFKA CONNECTION kafka (TOPIC 'flow') FORMAT TEXT",
                "CREATE SOURCE short_lived FROM KAFKA CONNECTION kafka (TOPIC 'flow') FORMAT TEXT",
                "DROP SOURCE short_lived", "DROP SOURCE raw");
        Sql.await(region, STATUS + "'made_meanwhile'", "stalled"::equals, PATIENCE);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
        broker.restart();
        try (Topic topic = new Topic(broker, "flow")) {
            topic.send(Message.of("after"));
        }
        Sql.await(region, "SELECT n FROM flow_view", "2"::equals, PATIENCE);
        Sql.await(region, "SELECT count(*) FROM made_meanwhile", "2"::equals, PATIENCE);
        Sql.await(region, STATUS + "'made_meanwhile'", "running"::equals, PATIENCE);
        Sql.await(region, STATUS + "'flow'", "running"::equals, PATIENCE);
    }

    @Test
    @Order(7)
    void aConnectionIsTriedBeforeItIsStored() throws Exception {
        String nobody = "127.0.0.1:" + Processes.freePort();
        String connection = " TO KAFKA (BROKER '" + nobody + "', SECURITY PROTOCOL PLAINTEXT)";
        long begin = System.nanoTime();
        assertThatThrownBy(() -> Sql.run(region, "CREATE CONNECTION lost" + connection))
                .hasMessageContaining("Kafka broker " + nobody + " cannot be reached")
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("58000"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(Sql.counts(region, "SELECT name FROM mz_connections WHERE name = 'lost'")).isEmpty();
        Sql.run(region, "VALIDATE CONNECTION kafka",
                "CREATE CONNECTION lost" + connection + " WITH (VALIDATE = false)");
        assertThatThrownBy(() -> Sql.run(region, "VALIDATE CONNECTION lost")).hasMessageContaining("cannot be reached");
        assertThatThrownBy(() -> Sql.run(region, "VALIDATE CONNECTION flow")).hasMessageContaining("flow");
        Sql.run(region, "CREATE SOURCE never FROM KAFKA CONNECTION lost (TOPIC 'flow') FORMAT TEXT");
        Sql.await(region, STATUS + "'never'", "stalled"::equals, PATIENCE);
        assertThat(Sql.one(region, ERROR + "'never'")).contains(nobody);
        Sql.run(region, "DROP CONNECTION lost CASCADE");
    }
}
