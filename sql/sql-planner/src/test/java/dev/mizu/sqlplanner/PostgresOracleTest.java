package dev.mizu.sqlplanner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlplanner.fixture.Oracle;
import dev.mizu.sqlplanner.fixture.RandomQueries;
import dev.mizu.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Queries mean what PostgreSQL says they mean: planned, decorrelated and interpreted naively they give the same rows,
 * or fail alike.
 */
class PostgresOracleTest {
    @AutoClose
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.startOrSkip();
    }

    @Test
    void writtenQueriesAnswerAlike() throws IOException, SQLException {
        String text = Files.readString(Path.of("src/test/resources/dev/mizu/sqlplanner/oracle.sql"));
        List<String> queries = new ArrayList<>();
        for (String query : text.split(";\\s*\n")) {
            String clean = query.lines().filter(line -> !line.startsWith("--")).reduce("", (a, b) -> a + "\n" + b);
            if (!clean.isBlank()) {
                queries.add(clean.strip());
            }
        }
        compare(queries, 1);
    }

    @Test
    void randomQueriesAnswerAlike() throws SQLException {
        long seed = Long.getLong("seed", new Random().nextLong());
        RandomQueries random = new RandomQueries(new Random(seed));
        List<String> queries = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("queries", 600); i++) {
            queries.add(random.query());
        }
        compare(queries, seed);
    }

    private static void compare(List<String> queries, long seed) throws SQLException {
        Oracle oracle = tables(new Random(seed));
        List<String> differences = new ArrayList<>();
        try (Connection connection =
                DriverManager.getConnection(server.url() + "&preferQueryMode=simple")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP SCHEMA IF EXISTS s CASCADE");
                statement.execute("CREATE SCHEMA s");
                for (String sql : oracle.ddl("s")) {
                    statement.execute(sql);
                }
                statement.execute("SET search_path TO s");
            }
            for (String query : queries) {
                Oracle.Answer theirs = Oracle.theirs(connection, query);
                if (theirs.error().equals(Optional.of("XX000"))) {
                    // PostgreSQL's planner gives up on a few of the stranger queries.
                    continue;
                }
                String ours;
                try {
                    ours = oracle.ours(query).toString();
                } catch (RuntimeException e) {
                    ours = e + " at " + e.getStackTrace()[0];
                }
                if (!ours.equals(theirs.toString())) {
                    differences.add(query + "\n-- ours:\n" + ours + "\n-- PostgreSQL:\n" + theirs + "\n");
                }
            }
        }
        assertThat(differences).as("of %d queries, seed %d", queries.size(), seed).isEmpty();
    }

    /** Small tables with duplicates and NULLs; {@code empty} has no rows. */
    private static Oracle tables(Random random) {
        Oracle oracle = new Oracle();
        ColumnType nullable = SimpleType.INT4.nullable();
        ColumnType text = SimpleType.TEXT.nullable();
        oracle.table("a", List.of("id", "x", "y", "s"),
                List.of(SimpleType.INT4.notNull(), nullable, nullable, text), rows(random, 6, 4));
        oracle.table("b", List.of("id", "x", "z", "t"),
                List.of(SimpleType.INT4.notNull(), nullable, SimpleType.INT8.nullable(), text), rows(random, 5, 4));
        oracle.table("c", List.of("id", "y", "w", "s"),
                List.of(SimpleType.INT4.notNull(), nullable, SimpleType.INT4.notNull(), text), rows(random, 4, 4, 2));
        oracle.table("empty", List.of("id", "x", "y", "s"),
                List.of(SimpleType.INT4.notNull(), nullable, nullable, text), List.of());
        return oracle;
    }

    private static List<Row> rows(Random random, int count, int columns, int... notNull) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Datum> datums = new ArrayList<>();
            datums.add(Datum.of((long) random.nextInt(count)));
            for (int c = 1; c < columns; c++) {
                boolean mayBeNull = notNull.length == 0 || notNull[0] != c;
                if (mayBeNull && random.nextInt(4) == 0) {
                    datums.add(Datum.NULL);
                } else {
                    int value = random.nextInt(4);
                    datums.add(c == 3 ? Datum.of(List.of("p", "q", "r", "").get(value)) : Datum.of((long) value));
                }
            }
            rows.add(new Row(datums));
        }
        return rows;
    }
}
