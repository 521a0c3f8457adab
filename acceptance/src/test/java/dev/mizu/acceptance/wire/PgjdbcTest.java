package dev.mizu.acceptance.wire;

import static dev.mizu.acceptance.Sql.one;
import static dev.mizu.acceptance.Sql.refusalWhenCancelled;
import static dev.mizu.acceptance.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.acceptance.region.SharedRegion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PSQLException;

/** pgjdbc, in each of its ways of talking. */
final class PgjdbcTest {
    private static final String SIMPLE = "preferQueryMode=simple";
    private static final String EXTENDED = "preferQueryMode=extended&prepareThreshold=0";
    private static final String BINARY = "preferQueryMode=extended&prepareThreshold=-1&binaryTransfer=true";
    private static final Map<String, Object> VALUES = values();

    private static final AtomicInteger TABLES = new AtomicInteger();
    @RegisterExtension
    private static final SharedRegion REGION = new SharedRegion();

    private static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("boolean", true);
        values.put("int2", (short) -7);
        values.put("int4", Integer.MIN_VALUE);
        values.put("int8", Long.MAX_VALUE);
        values.put("float4", 1.5f);
        values.put("float8", 0.1);
        values.put("numeric", new BigDecimal("-1234567890123456789.0123456789"));
        values.put("text", "it's \\ 水");
        values.put("date", LocalDate.of(2024, 2, 29));
        values.put("time", LocalTime.of(23, 59, 59, 999_999_000));
        values.put("timestamp", LocalDateTime.of(1999, 12, 31, 23, 59, 59, 1000));
        values.put("timestamptz", OffsetDateTime.of(2001, 2, 3, 4, 5, 6, 0, ZoneOffset.UTC));
        values.put("uuid", UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
        return values;
    }

    private static Connection connect(String options) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + REGION.host() + ":" + REGION.sqlPort()
                + "/materialize?user=materialize&" + options);
    }

    private static String table(Connection connection, String columns) throws SQLException {
        String name = "j" + TABLES.incrementAndGet();
        run(connection, "CREATE TABLE " + name + " (" + columns + ")");
        return name;
    }

    @ParameterizedTest
    @ValueSource(strings = {SIMPLE, EXTENDED, BINARY})
    void carriesParametersOfEachType(String options) throws SQLException {
        try (Connection connection = connect(options)) {
            for (Map.Entry<String, Object> entry : VALUES.entrySet()) {
                try (PreparedStatement statement =
                        connection.prepareStatement("SELECT CAST(? AS " + entry.getKey() + ")")) {
                    statement.setObject(1, entry.getValue());
                    try (ResultSet results = statement.executeQuery()) {
                        results.next();
                        Class<?> type = entry.getValue() instanceof Short ? Integer.class : entry.getValue().getClass();
                        Object expected = entry.getValue() instanceof Short value ? (int) value : entry.getValue();
                        assertThat((Object) results.getObject(1, type)).as(entry.getKey()).isEqualTo(expected);
                    }
                    statement.setNull(1, Types.OTHER);
                    try (ResultSet results = statement.executeQuery()) {
                        results.next();
                        assertThat(results.getObject(1)).isNull();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SIMPLE, EXTENDED, BINARY})
    void writesABatch(String options) throws SQLException {
        try (Connection connection = connect(options)) {
            String table = table(connection, "a int, b text, c bytea");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?, ?)")) {
                for (int i = 0; i < 100; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "row " + i);
                    insert.setBytes(3, new byte[] {(byte) i});
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(100).containsOnly(1);
            }
            assertThat(one(connection, "SELECT sum(a) FROM " + table)).isEqualTo("4950");
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT b, c FROM " + table + " WHERE a = ?")) {
                select.setInt(1, 42);
                try (ResultSet results = select.executeQuery()) {
                    assertThat(results.next()).isTrue();
                    assertThat(results.getString(1)).isEqualTo("row 42");
                    assertThat(results.getBytes(2)).containsExactly(42);
                }
            }
        }
    }

    @Test
    void rewritesABatchIntoOneInsert() throws SQLException {
        try (Connection connection = connect("reWriteBatchedInserts=true")) {
            String table = table(connection, "a int, b timestamptz");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
                for (int i = 0; i < 300; i++) {
                    insert.setInt(1, i);
                    insert.setObject(2, OffsetDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            assertThat(one(connection, "SELECT count(DISTINCT a) FROM " + table)).isEqualTo("300");
        }
    }

    @Test
    void fetchesInPortions() throws SQLException {
        try (Connection connection = connect(EXTENDED)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(64);
                long sum = 0;
                try (ResultSet results =
                        statement.executeQuery("SELECT i FROM generate_series(1, 1000) AS g(i) ORDER BY i")) {
                    while (results.next()) {
                        sum += results.getInt(1);
                    }
                }
                assertThat(sum).isEqualTo(500_500);
            }
            connection.commit();
        }
    }

    @Test
    void prepares50StatementsAndReusesThem() throws SQLException {
        try (Connection connection = connect("prepareThreshold=1");
                PreparedStatement statement = connection.prepareStatement("SELECT ?::int8 + 1")) {
            for (int i = 0; i < 50; i++) {
                statement.setLong(1, i);
                try (ResultSet results = statement.executeQuery()) {
                    results.next();
                    assertThat(results.getLong(1)).isEqualTo(i + 1);
                }
            }
        }
    }

    @Test
    void describesResultsAndParameters() throws SQLException {
        try (Connection connection = connect(EXTENDED)) {
            String table = table(connection, "a int NOT NULL, b numeric(10, 2), c text");
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT a, b, c, a + 1 AS d FROM " + table + " WHERE b > ?")) {
                assertThat(statement.getParameterMetaData().getParameterTypeName(1)).isEqualTo("numeric");
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= statement.getMetaData().getColumnCount(); i++) {
                    columns.add(statement.getMetaData().getColumnName(i) + " "
                            + statement.getMetaData().getColumnTypeName(i));
                }
                assertThat(columns).containsExactly("a int4", "b numeric", "c text", "d int4");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SIMPLE, EXTENDED})
    void commitsAndRollsBack(String options) throws SQLException {
        try (Connection connection = connect(options); Connection other = connect(options)) {
            String table = table(other, "a int");
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO " + table + " VALUES (1)");
            connection.rollback();
            run(connection, "INSERT INTO " + table + " VALUES (2)");
            assertThat(one(other, "SELECT count(*) FROM " + table)).isEqualTo("0");
            connection.commit();
            assertThat(one(other, "SELECT max(a) FROM " + table)).isEqualTo("2");
        }
    }

    @Test
    void copiesInAndOut() throws SQLException, IOException {
        try (Connection connection = connect(EXTENDED)) {
            String table = table(connection, "a int, b text");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();

            long in = copy.copyIn("COPY " + table + " FROM STDIN", new StringReader("1\tone\n2\t\\N\n3\ta\\tb\n"));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            copy.copyOut("COPY (SELECT a, b FROM " + table + ") TO STDOUT WITH (FORMAT csv)", out);

            assertThat(in).isEqualTo(3);
            assertThat(out.toString(StandardCharsets.UTF_8).split("\n"))
                    .containsExactlyInAnyOrder("1,one", "2,", "3,a\tb");
            assertThatThrownBy(() -> copy.copyIn("COPY " + table + " FROM STDIN", new StringReader("4\tx\nfour\ty\n")))
                    .isInstanceOf(PSQLException.class).hasMessageContaining("invalid input syntax for type integer");
            assertThat(one(connection, "SELECT count(*) FROM " + table)).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SIMPLE, EXTENDED})
    void namesErrorsAndTheirPlace(String options) throws SQLException {
        try (Connection connection = connect(options)) {
            refused(connection, "SELECT * FROM nowhere", "42P01", 15);
            refused(connection, "SELECT 1 + nothing", "42703", 12);
            refused(connection, "SELECT 1 FROM WHERE", "42601", 15);
            refused(connection, "SELECT 1 / 0", "22012", 0);
            refused(connection, "SELECT 'x'::int", "22P02", 0);
            refused(connection, "CREATE ROLE", "42601", 0);
            refused(connection, "VACUUM", "0A000", 0);
            assertThat(one(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    private static void refused(Connection connection, String sql, String state, int position) {
        assertThatThrownBy(() -> run(connection, sql)).as(sql).isInstanceOfSatisfying(PSQLException.class, e -> {
            assertThat(e.getSQLState()).as(sql + ": " + e.getMessage()).isEqualTo(state);
            if (position > 0) {
                assertThat(e.getServerErrorMessage().getPosition()).as(sql).isEqualTo(position);
            }
        });
    }

    @Test
    void cancelsWhatRuns() throws SQLException {
        try (Connection connection = connect(EXTENDED)) {
            String table = table(connection, "a int");
            connection.setAutoCommit(false);
            run(connection, "DECLARE c CURSOR FOR SUBSCRIBE " + table);
            assertThat(refusalWhenCancelled(connection, "FETCH 10 c WITH (timeout = '20s')", Duration.ofMillis(300)))
                    .startsWith("57014");
            connection.rollback();
            assertThat(one(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void givesBackWhatAStatementChanged() throws SQLException {
        try (Connection connection = connect(EXTENDED)) {
            String table = table(connection, "a int NOT NULL, b text");
            run(connection, "INSERT INTO " + table + " VALUES (1, 'x'), (2, 'y')");
            String sql = "UPDATE " + table + " SET b = b || ? WHERE a >= ? RETURNING a * 10 AS ten, b";
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                assertThat(update.getMetaData().getColumnLabel(1)).isEqualTo("ten");
                assertThat(update.getMetaData().getColumnTypeName(2)).isEqualTo("text");
                for (int limit = 2; limit <= 3; limit++) {
                    update.setString(1, "!");
                    update.setInt(2, limit);
                    List<String> changed = new ArrayList<>();
                    try (ResultSet results = update.executeQuery()) {
                        while (results.next()) {
                            changed.add(results.getInt(1) + results.getString(2));
                        }
                    }
                    assertThat(changed).isEqualTo(limit == 2 ? List.of("20y!") : List.of());
                }
            }
            connection.setAutoCommit(false);
            try (ResultSet results = connection.createStatement().executeQuery("DELETE FROM " + table
                    + " WHERE a = 1 RETURNING *")) {
                assertThat(results.next()).isTrue();
                assertThat(results.getString("b")).isEqualTo("x");
            }
            connection.rollback();
            assertThat(one(connection, "SELECT count(*) FROM " + table)).isEqualTo("2");
            connection.rollback();
        }
    }

    @Test
    void describesIndexesFunctionsAndWords() throws SQLException {
        try (Connection connection = connect(EXTENDED)) {
            String table = table(connection, "a int NOT NULL, b text");
            run(connection, "CREATE INDEX " + table + "_idx ON " + table + " (a, upper(b))");
            DatabaseMetaData meta = connection.getMetaData();
            assertThat(rows(meta.getIndexInfo(null, "public", table, false, false),
                    "INDEX_NAME", "ORDINAL_POSITION", "COLUMN_NAME", "NON_UNIQUE"))
                    .containsExactly(table + "_idx 1 a t", table + "_idx 2 upper(b) t");
            assertThat(rows(meta.getFunctionColumns(null, "pg_catalog", "substr", null),
                    "COLUMN_NAME", "TYPE_NAME"))
                    .contains("returnValue text", "$1 text", "$2 int4", "$3 int4");
            assertThat(rows(meta.getProcedureColumns(null, "pg_catalog", "substr", null), "COLUMN_NAME"))
                    .contains("$3");
            assertThat(rows(meta.getExportedKeys(null, "public", table), "PKTABLE_NAME")).isEmpty();
            assertThat(rows(meta.getImportedKeys(null, "public", table), "PKTABLE_NAME")).isEmpty();
            assertThat(rows(meta.getPrimaryKeys(null, "public", table), "COLUMN_NAME")).isEmpty();
            assertThat(rows(meta.getTypeInfo(), "TYPE_NAME")).contains("int4", "text", "timestamptz", "jsonb");
            assertThat(rows(meta.getCatalogs(), "TABLE_CAT")).contains("materialize");
            assertThat(rows(meta.getTablePrivileges(null, "public", table), "GRANTEE", "PRIVILEGE"))
                    .contains("materialize SELECT", "materialize INSERT");
            assertThat(rows(meta.getColumnPrivileges(null, "public", table, "a"), "COLUMN_NAME", "PRIVILEGE"))
                    .contains("a SELECT");
            assertThat(meta.getSQLKeywords().split(",")).contains("limit", "returning");
        }
    }

    private static List<String> rows(ResultSet results, String... columns) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (results) {
            while (results.next()) {
                List<String> fields = new ArrayList<>();
                for (String column : columns) {
                    fields.add(results.getString(column));
                }
                rows.add(String.join(" ", fields));
            }
        }
        return rows;
    }

    @Test
    void listsWhatThereIs() throws SQLException {
        try (Connection connection = connect(EXTENDED)) {
            String table = table(connection, "a int NOT NULL, b text");
            run(connection, "CREATE VIEW " + table + "_v AS SELECT a FROM " + table);
            List<String> tables = new ArrayList<>();
            try (ResultSet results = connection.getMetaData().getTables(null, "public", table + "%", null)) {
                while (results.next()) {
                    tables.add(results.getString("TABLE_NAME") + " " + results.getString("TABLE_TYPE"));
                }
            }
            List<String> columns = new ArrayList<>();
            try (ResultSet results = connection.getMetaData().getColumns(null, "public", table, null)) {
                while (results.next()) {
                    columns.add(results.getInt("ORDINAL_POSITION") + " " + results.getString("COLUMN_NAME") + " "
                            + results.getString("TYPE_NAME") + " " + results.getString("IS_NULLABLE"));
                }
            }
            assertThat(columns).containsExactly("1 a int4 NO", "2 b text YES");
            assertThat(tables).containsExactlyInAnyOrder(table + " TABLE", table + "_v VIEW");
            try (ResultSet results = connection.getMetaData().getSchemas()) {
                List<String> schemas = new ArrayList<>();
                while (results.next()) {
                    schemas.add(results.getString(1));
                }
                assertThat(schemas).contains("public", "mz_catalog", "pg_catalog", "information_schema");
            }
        }
    }
}
