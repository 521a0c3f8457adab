package dev.mizu.pgwire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.session.fake.FakeRegion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** The PostgreSQL JDBC driver against the door. */
@Timeout(30)
class JdbcTest {
    private final FakeRegion region = new FakeRegion();
    private final PgServer server = PgServer.start(PgServerConfig.loopback(0), region);

    @AfterEach
    void stop() {
        server.close();
    }

    private Connection connect(String... options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "materialize");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("assumeMinServerVersion", "9.5");
        for (int i = 0; i < options.length; i += 2) {
            properties.setProperty(options[i], options[i + 1]);
        }
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.address().getPort() + "/db",
                properties);
    }

    @Test
    void simpleQueries() throws SQLException {
        try (Connection connection = connect("preferQueryMode", "simple");
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("rows 250")) {
                int i = 0;
                while (rows.next()) {
                    assertThat(rows.getInt("i")).isEqualTo(i);
                    assertThat(rows.getString("name")).isEqualTo("row " + i++);
                }
                assertThat(i).isEqualTo(250);
            }
            assertThatThrownBy(() -> statement.execute("boom")).isInstanceOfSatisfying(PSQLException.class, e -> {
                assertThat(e.getSQLState()).isEqualTo("42703");
                assertThat(e.getServerErrorMessage().getHint()).isEqualTo("a hint");
                assertThat(e.getServerErrorMessage().getPosition()).isEqualTo(8);
            });
            statement.execute("notice");
            assertThat(statement.getWarnings().getMessage()).isEqualTo("take note");
            statement.execute("set TimeZone = Mars");
            assertThat(connection.unwrap(PGConnection.class).getParameterStatus("TimeZone")).isEqualTo("Mars");
        }
    }

    @Test
    void parametersInTextAndBinary() throws SQLException {
        UUID uuid = UUID.randomUUID();
        LocalDateTime time = LocalDateTime.parse("2024-02-29T12:34:56.789012");
        for (String threshold : List.of("0", "-1")) {
            try (Connection connection = connect("prepareThreshold", threshold);
                    PreparedStatement statement = connection.prepareStatement(
                            "echo 23 ? 20 ? 1043 ? 16 ? 701 ? 1700 ? 1082 ? 1114 ? 2950 ? 17 ? 1007 ? 1009 ?")) {
                for (int round = 0; round < 3; round++) {
                    statement.setInt(1, -5);
                    statement.setLong(2, Long.MIN_VALUE);
                    statement.setString(3, "gr\u00fc\u00dfe");
                    statement.setBoolean(4, true);
                    statement.setDouble(5, 1e-7);
                    statement.setBigDecimal(6, new BigDecimal("-1234567.00089"));
                    statement.setObject(7, LocalDate.of(1969, 7, 20));
                    statement.setObject(8, time);
                    statement.setObject(9, uuid);
                    statement.setBytes(10, new byte[] {0, 5, -7});
                    statement.setArray(11, connection.createArrayOf("int4", new Integer[] {1, null, 3}));
                    statement.setArray(12, connection.createArrayOf("text", new String[] {"a b", "NULL", null}));
                    try (ResultSet row = statement.executeQuery()) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getInt(1)).isEqualTo(-5);
                        assertThat(row.getLong(2)).isEqualTo(Long.MIN_VALUE);
                        assertThat(row.getString(3)).isEqualTo("gr\u00fc\u00dfe");
                        assertThat(row.getBoolean(4)).isTrue();
                        assertThat(row.getDouble(5)).isEqualTo(1e-7);
                        assertThat(row.getBigDecimal(6)).isEqualByComparingTo("-1234567.00089");
                        assertThat(row.getObject(7, LocalDate.class)).isEqualTo(LocalDate.of(1969, 7, 20));
                        assertThat(row.getObject(8, LocalDateTime.class)).isEqualTo(time);
                        assertThat(row.getObject(9)).isEqualTo(uuid);
                        assertThat(row.getBytes(10)).containsExactly(0, 5, -7);
                        assertThat((Integer[]) row.getArray(11).getArray()).containsExactly(1, null, 3);
                        assertThat((String[]) row.getArray(12).getArray()).containsExactly("a b", "NULL", null);
                    }
                }
            }
        }
    }

    @Test
    void resultsInTextAndBinary() throws SQLException {
        region.define("t", new RelationDesc(RelationType.of(SimpleType.INT4.nullable(), SimpleType.INT8.nullable(),
                SimpleType.FLOAT8.nullable(), ScalarType.NUMERIC.nullable(), SimpleType.DATE.nullable(),
                ScalarType.TIMESTAMP.nullable(), SimpleType.UUID.nullable(), SimpleType.BYTEA.nullable(),
                new ScalarType.Array(SimpleType.INT4).nullable(), SimpleType.BOOL.nullable()),
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")), List.of(Row.of(
                Datum.of(7), Datum.of(1L << 40), Datum.of(0.1), Datum.of(Decimal.of(new BigDecimal("12.5"))),
                Datum.of(LocalDate.of(2024, 2, 29).toEpochDay()), Datum.of(1_700_000_000_123_456L),
                new Datum.UuidDatum(new UUID(1, 2)), new Datum.Bytes(new byte[] {1, 0, -1}),
                Datum.Array.of(List.of(Datum.of(1), Datum.NULL)), Datum.TRUE)));
        for (String binary : List.of("true", "false")) {
            try (Connection connection = connect("binaryTransfer", binary, "prepareThreshold", "-1",
                    "binaryTransferEnable", "NUMERIC,INT4_ARRAY,DATE,TIMESTAMP");
                    PreparedStatement statement = connection.prepareStatement("table t")) {
                for (int round = 0; round < 3; round++) {
                    try (ResultSet rows = statement.executeQuery()) {
                        checkTypes(rows);
                    }
                }
            }
        }
    }

    private static void checkTypes(ResultSet rows) throws SQLException {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(7);
        assertThat(rows.getLong(2)).isEqualTo(1L << 40);
        assertThat(rows.getDouble(3)).isEqualTo(0.1);
        assertThat(rows.getBigDecimal(4)).isEqualByComparingTo("12.5");
        assertThat(rows.getObject(5, LocalDate.class)).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(rows.getObject(6, LocalDateTime.class)).isEqualTo(LocalDateTime.parse("2023-11-14T22:13:20.123456"));
        assertThat(rows.getObject(7)).isEqualTo(new UUID(1, 2));
        assertThat(rows.getBytes(8)).containsExactly(1, 0, -1);
        assertThat((Integer[]) rows.getArray(9).getArray()).containsExactly(1, null);
        assertThat(rows.getBoolean(10)).isTrue();
        assertThat(rows.next()).isFalse();
    }

    @Test
    void fetchSizeSuspendsPortals() throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement("rows 1000")) {
                statement.setFetchSize(70);
                int count = 0;
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        assertThat(rows.getInt(1)).isEqualTo(count++);
                    }
                }
                assertThat(count).isEqualTo(1000);
            }
            connection.commit();
        }
    }

    @Test
    void failedTransactions() throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1");
            assertThatThrownBy(() -> statement.execute("boom")).isInstanceOf(PSQLException.class);
            assertThatThrownBy(() -> statement.execute("select 1"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
            connection.rollback();
            statement.execute("select 1");
        }
    }

    @Test
    void copyBothWays() throws Exception {
        RelationDesc desc = new RelationDesc(
                RelationType.of(new ColumnType(SimpleType.INT4, true), new ColumnType(SimpleType.TEXT, true)),
                List.of("a", "b"));
        region.define("t", desc, List.of());
        try (Connection connection = connect()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            assertThat(copy.copyIn("copy in text t", new StringReader("1\tone\n2\t\\N\n3\ta\\tb\n"))).isEqualTo(3);
            assertThat(region.table("t").rows()).containsExactly(Row.of(Datum.of(1), Datum.of("one")),
                    Row.of(Datum.of(2), Datum.NULL), Row.of(Datum.of(3), Datum.of("a\tb")));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(copy.copyOut("copy out csv t", out)).isEqualTo(3);
            assertThat(out.toString(UTF_8)).isEqualTo("a,b\n1,one\n2,\n3,a\tb\n");
            ByteArrayOutputStream binary = new ByteArrayOutputStream();
            assertThat(copy.copyOut("copy out binary t", binary)).isEqualTo(3);
            assertThat(binary.size()).isEqualTo(
                    11 + 8 + (2 + 4 + 4 + 4 + 3) + (2 + 4 + 4 + 4) + (2 + 4 + 4 + 4 + 3) + 2);
            assertThatThrownBy(() -> copy.copyIn("copy in text t", new ByteArrayInputStream("x\ty\n".getBytes(UTF_8))))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P02"));
            assertThatThrownBy(() -> copy.copyIn("copy in text t", new ByteArrayInputStream("1\n".getBytes(UTF_8))))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P04"));
            assertThat(region.table("t").rows()).hasSize(3);
            try (ResultSet rows = connection.createStatement().executeQuery("select 5")) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @Test
    void cancelEndsAStream() throws Exception {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            Thread canceller = Thread.ofVirtual().start(() -> {
                while (region.openStreams() == 0) {
                    Thread.onSpinWait();
                }
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> statement.executeQuery("subscribe"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            canceller.join();
        }
    }
}
