package dev.mizu.pgwire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.auth.Authenticator;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.session.fake.FakeRegion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RawProtocolTest {
    private static final short NONE = 0;

    private final FakeRegion region = new FakeRegion();
    private final List<PgServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(PgServer::close);
    }

    private int port(PgServerConfig config) {
        PgServer server = PgServer.start(config, region);
        servers.add(server);
        return server.address().getPort();
    }

    private int port() {
        return port(PgServerConfig.loopback(0));
    }

    private void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    @Test
    void greeting() throws IOException {
        try (RawClient client = new RawClient(port())) {
            client.startup(80_877_104);
            assertThat(client.readByte()).isEqualTo('N');
            client.startup(80_877_103);
            assertThat(client.readByte()).isEqualTo('N');
            client.startup(RawClient.PROTOCOL, "user", "u", "options", "-c a=1 --b-c=x\\ y -cd=2 --junk",
                    "nonsense", "1", "application_name", "raw");
            List<String> greeting = client.until("Z");
            assertThat(greeting.getFirst()).isEqualTo("R····");
            assertThat(greeting).contains("Sserver_version·9.5.0·", "Sapplication_name·raw·")
                    .anyMatch(message -> message.startsWith("K"))
                    .contains("NSNOTICE·C00000·Mstartup setting nonsense not set··");
            assertThat(greeting.getLast()).isEqualTo("ZI");
            assertThat(region.requests().getFirst().parameters()).containsEntry("a", "1").containsEntry("b_c", "x y")
                    .containsEntry("d", "2").containsEntry("--junk", "").doesNotContainKey("user");
        }
    }

    @Test
    void refusals() throws IOException {
        int port = port();
        assertFatal(port, 131_072, "08004", "user", "u");
        assertFatal(port, RawClient.PROTOCOL, "28000");
        assertFatal(port, RawClient.PROTOCOL, "28000", "user", "nobody");
        try (RawClient client = RawClient.started(port)) {
            client.put('Q', new byte[2_000_001]).flush();
            assertThat(client.next()).startsWith("ESFATAL·C08006·");
            assertThat(client.next()).isEqualTo("EOF");
        }
        try (RawClient client = RawClient.started(port)) {
            client.put('~').flush();
            assertThat(client.next()).startsWith("ESFATAL·C08P01·");
        }
        PgServerConfig config = PgServerConfig.loopback(0);
        int small = port(config.withAccess(new PgServerConfig.Access(new Authenticator.Trust(), false, 1)));
        try (RawClient first = RawClient.started(small)) {
            assertFatal(small, RawClient.PROTOCOL, "53000", "user", "u");
            first.put('Q', "select 1").flush();
            assertThat(first.typesUntil("Z")).isEqualTo("TDCZ");
        }
    }

    private static void assertFatal(int port, int protocol, String code, String... parameters) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.startup(protocol, parameters);
            String last = client.until("E").getLast();
            assertThat(last).startsWith("ESFATAL·C" + code + "·");
            assertThat(client.next()).isEqualTo("EOF");
        }
    }

    @Test
    void simpleQuery() throws IOException {
        try (RawClient client = RawClient.started(port())) {
            client.put('Q', "select 42; notice; set TimeZone = X").flush();
            assertThat(client.until("Z")).containsExactly(
                    "T··?column?" + "·".repeat(19), "D······42", "CSELECT 1·",
                    "NSWARNING·C01000·Mtake note··", "CRAISE·", "CSET·", "STimeZone·X·", "ZI");
            client.put('Q', "  ").flush();
            assertThat(client.typesUntil("Z")).isEqualTo("IZ");
            client.put('Q', "begin; boom; select 1").flush();
            assertThat(client.until("Z")).containsExactly("CBEGIN·",
                    "ESERROR·C42703·Mcolumn \"boom\" does not exist·Da detail·Ha hint·P8··", "ZE");
            client.put('Q', "rollback").put('Q', "bug").put('F').flush();
            assertThat(client.typesUntil("Z")).isEqualTo("CZ");
            assertThat(client.next()).startsWith("ESERROR·CXX000·Minternal error");
            assertThat(client.next()).isEqualTo("ZI");
            assertThat(client.next()).startsWith("ESERROR·C0A000·");
            assertThat(client.next()).isEqualTo("ZI");
        }
    }

    @Test
    void extendedQuery() throws IOException {
        try (RawClient client = RawClient.started(port())) {
            client.put('P', "s", "echo 23 25", (short) 2, 23, 25).put('D', 'S', "s")
                    .put('B', "", "s", (short) 2, (short) 1, NONE, (short) 2, 4, 7, 2,
                            "hi".getBytes(UTF_8), (short) 1, (short) 1)
                    .put('D', 'P', "").put('E', "", 0).put('C', 'S', "s").put('S').flush();
            List<String> answer = client.until("Z");
            assertThat(answer).element(1).isEqualTo("t··········");
            assertThat(answer.get(5)).isEqualTo("D" + "·".repeat(14) + "hi");
            assertThat(answer.stream().map(m -> m.substring(0, 1)).toList())
                    .containsExactly("1", "t", "T", "2", "T", "D", "C", "3", "Z");
            client.put('P', "", "", NONE).put('B', "", "", NONE, NONE, NONE).put('D', 'P', "").put('E', "", 0).put('S')
                    .flush();
            assertThat(client.typesUntil("Z")).isEqualTo("12nIZ");
        }
    }

    @Test
    void errorsDiscardUntilSync() throws IOException {
        try (RawClient client = RawClient.started(port())) {
            client.put('P', "", "syntax error", NONE).put('B', "", "", NONE, NONE, NONE).put('E', "", 0)
                    .put('Q', "select 1").put('S').put('Q', "select 1").flush();
            assertThat(client.typesUntil("Z")).isEqualTo("EZ");
            assertThat(client.typesUntil("Z")).isEqualTo("TDCZ");
            client.put('P', "", "echo 23", NONE).put('B', "", "", NONE, (short) 1, 1, new byte[] {'x'}, NONE).put('S')
                    .flush();
            assertThat(client.until("Z")).containsExactly("1",
                    "ESERROR·C22P02·Minvalid input syntax for type integer: \"x\"··", "ZI");
            client.put('B', "", "", NONE, NONE, NONE).put('S').flush();
            assertThat(client.until("Z").getFirst()).contains("C08P01·Mbind message supplies 0 parameters");
            client.put('B', "", "", (short) 5).put('S').flush();
            assertThat(client.until("Z").getFirst()).contains("C08P01·Minsufficient data left in message");
            client.put('E', "none", 0).put('S').flush();
            assertThat(client.until("Z").getFirst()).contains("C34000");
        }
    }

    @Test
    void anErrorIsSentBeforeTheSync() throws IOException {
        try (RawClient client = RawClient.started(port())) {
            client.put('D', 'S', "nope").put('H').flush();
            assertThat(client.next()).startsWith("ESERROR·C26000·");
            assertThat(client.put('S').flush().next()).isEqualTo("ZI");
        }
    }

    @Test
    void onlyStatementsAndPortalsAreDescribedAndClosed() throws IOException {
        try (RawClient client = RawClient.started(port())) {
            client.put('D', 'X', "").put('S').flush();
            assertThat(client.until("Z")).element(0).asString().startsWith("ESERROR·C08P01·");
            client.put('C', 'X', "").put('S').flush();
            assertThat(client.until("Z")).element(0).asString().startsWith("ESERROR·C08P01·");
        }
    }

    @Test
    void suspension() throws IOException {
        try (RawClient client = RawClient.started(port())) {
            client.put('P', "", "rows 5", NONE).put('B', "p", "", NONE, NONE, NONE).put('E', "p", 2).put('E', "p", 2)
                    .put('E', "p", 2).put('E', "p", 2).put('S').flush();
            assertThat(client.typesUntil("Z")).isEqualTo("12DDsDDsDCCZ");
            client.put('E', "p", 0).put('S').flush();
            assertThat(client.until("Z").getFirst()).contains("C34000");
        }
    }

    @Test
    void listsHaveNoBinaryForm() throws IOException {
        region.define("l", new RelationDesc(RelationType.of(new ScalarType.ListOf(SimpleType.INT4).nullable()),
                List.of("l")), List.of(Row.of(new Datum.ListDatum(List.of(Datum.of(1))))));
        try (RawClient client = RawClient.started(port())) {
            client.put('P', "", "table l", NONE).put('B', "", "", NONE, NONE, (short) 1, (short) 1).put('E', "", 0)
                    .put('S').flush();
            assertThat(client.until("Z").get(2)).startsWith("ESERROR·C08P01·");
            client.put('Q', "table l").flush();
            assertThat(client.until("Z").get(1)).endsWith("{1}");
        }
    }

    @Test
    void copyInThatFails() throws IOException {
        region.define("t", new RelationDesc(RelationType.of(SimpleType.INT4.nullable()), List.of("a")), List.of());
        try (RawClient client = RawClient.started(port())) {
            client.put('Q', "copy in text t").put('d', "1\n2".getBytes(UTF_8))
                    .put('d', "3\n".getBytes(UTF_8)).put('c').flush();
            assertThat(client.until("Z")).containsExactly("G·····", "CCOPY 2·", "ZI");
            assertThat(region.table("t").rows()).containsExactly(Row.of(Datum.of(1)), Row.of(Datum.of(23)));
            client.put('Q', "copy in text t").put('d', "9\n".getBytes(UTF_8)).put('f', "no more").flush();
            assertThat(client.until("Z")).containsExactly("G·····",
                    "ESERROR·C57014·MCOPY from stdin failed: no more··", "ZI");
            client.put('Q', "copy in text t").put('Q', "select 1").flush();
            assertThat(client.until("Z").get(1)).contains("C08P01·Munexpected message type 0x51 during COPY");
            client.put('Q', "copy in text t").put('d', "x\n".getBytes(UTF_8)).put('d', new byte[100_000]).put('c')
                    .put('Q', "select 1").flush();
            assertThat(client.typesUntil("Z")).isEqualTo("GEZ");
            assertThat(client.typesUntil("Z")).isEqualTo("TDCZ");
            assertThat(region.table("t").rows()).hasSize(2);
        }
    }

    private static List<Row> change(int value) {
        return List.of(Row.of(Datum.of(Decimal.of(1)), Datum.of(1), Datum.of(value)));
    }

    @Test
    void aStreamIsFlushedAndEndsWithTheClient() throws Exception {
        int port = port();
        for (String sql : List.of("subscribe", "copy subscribe")) {
            try (RawClient client = RawClient.started(port)) {
                client.put('Q', sql).flush();
                await(() -> region.openStreams() == 1);
                assertThat(client.next()).matches("[TH].*");
                region.push(change(5));
                assertThat(client.next()).matches("[Dd].*5.*");
                region.push(change(6));
                assertThat(client.next()).matches("[Dd].*6.*");
                // Messages sent meanwhile do not hide the close.
                client.put('S').put('X').flush();
                Thread.sleep(20);
                assertThat(region.openStreams()).isEqualTo(1);
            }
            await(() -> region.openSessions() == 0);
        }
    }

    @Test
    void afterACancelledStreamTheConversationGoesOn() throws Exception {
        int port = port();
        try (RawClient client = new RawClient(port)) {
            client.startup(RawClient.PROTOCOL, "user", "u").until("Z");
            client.put('P', "", "subscribe", NONE).put('B', "", "", NONE, NONE, NONE).put('E', "", 0).flush();
            await(() -> region.openStreams() == 1);
            client.put('S').put('Q', "select 1").flush();
            try (RawClient other = new RawClient(port)) {
                other.sendRaw(cancel(1001, 1001 * 31 + 8));
                assertThat(other.readByte()).isEqualTo(-1);
            }
            assertThat(region.openStreams()).isEqualTo(1);
            try (RawClient other = new RawClient(port)) {
                other.sendRaw(cancel(1001, 1001 * 31 + 7));
            }
            assertThat(client.until("Z")).contains(
                    "ESERROR·C57014·Mcanceling statement due to user request··").last().isEqualTo("ZI");
            assertThat(client.typesUntil("Z")).isEqualTo("TDCZ");
            for (int i = 0; i < 3000; i++) {
                client.put('Q', "select " + i).flush();
                assertThat(client.typesUntil("Z")).isEqualTo("TDCZ");
            }
        }
    }

    private static byte[] cancel(int id, int secret) {
        return java.nio.ByteBuffer.allocate(16).putInt(16).putInt(80_877_102).putInt(id).putInt(secret).array();
    }

    @Test
    void shutdownTellsEveryone() throws Exception {
        int port = port();
        try (RawClient idle = RawClient.started(port); RawClient busy = RawClient.started(port)) {
            busy.put('Q', "subscribe").flush();
            await(() -> region.openStreams() == 1);
            servers.getFirst().close();
            assertThat(idle.next()).startsWith("ESFATAL·C57P01·Mterminating connection due to administrator command");
            assertThat(idle.next()).isEqualTo("EOF");
            await(() -> region.openSessions() == 0);
        }
    }

    /** Whatever arrives, the server answers or hangs up, and goes on serving others. */
    @Test
    void garbage() throws Exception {
        int port = port();
        long seed = System.nanoTime();
        java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            try (RawClient client = random.nextBoolean() ? new RawClient(port) : RawClient.started(port)) {
                byte[] bytes = new byte[random.nextInt(1, 200)];
                random.nextBytes(bytes);
                if (random.nextBoolean()) {
                    bytes[0] = (byte) "QPBDECSHX".charAt(random.nextInt(9));
                    for (int j = 1; j < Math.min(4, bytes.length); j++) {
                        bytes[j] = 0;
                    }
                }
                client.sendRaw(bytes);
            }
        }
        try (RawClient client = RawClient.started(port)) {
            client.put('Q', "select 1").flush();
            assertThat(client.typesUntil("Z")).as("seed %d", seed).isEqualTo("TDCZ");
        }
        await(() -> region.openSessions() == 0);
    }
}
