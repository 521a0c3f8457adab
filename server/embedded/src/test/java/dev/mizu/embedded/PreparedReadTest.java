package dev.mizu.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.error.SqlException;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.session.RowStream;
import dev.mizu.session.Session;
import dev.mizu.session.SimpleQuery;
import dev.mizu.session.StatementResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepared statements whose plan is kept answer as if they were planned for each run. */
class PreparedReadTest {
    @TempDir
    private static Path folder;

    private static Mizu mizu;
    private static Session session;

    @BeforeAll
    static void open() {
        mizu = Mizu.open(folder.resolve("region"));
        session = mizu.session();
        simple("CREATE TABLE t (a int, b text, n int)");
        simple("INSERT INTO t VALUES (1, 'one', 15), (2, 'two', 25), (2, 'zwei', 20), (NULL, 'none', 30)");
        simple("CREATE INDEX t_a ON t (a)");
        simple("CREATE VIEW v AS SELECT a + 1 AS a, upper(b) AS b FROM t");
        simple("CREATE INDEX v_b ON v (b)");
    }

    @AfterAll
    static void close() {
        session.close();
        mizu.close();
    }

    @Test
    void oneKey() {
        session.prepare("key", "SELECT b FROM t WHERE a = $1", List.of());
        assertThat(run("key", Datum.of(1L))).containsExactly("[one]");
        assertThat(run("key", Datum.of(2L))).containsExactlyInAnyOrder("[two]", "[zwei]");
        assertThat(run("key", Datum.of(3L))).isEmpty();
        assertThat(run("key", Datum.NULL)).isEmpty();
    }

    @Test
    void keysInAListAreLookedUpOnce() {
        session.prepare("list", "SELECT b FROM t WHERE a IN ($1, $2, 2)", List.of());
        assertThat(run("list", Datum.of(1L), Datum.of(1L))).containsExactlyInAnyOrder("[one]", "[two]", "[zwei]");
        assertThat(run("list", Datum.of(2L), Datum.NULL)).containsExactlyInAnyOrder("[two]", "[zwei]");
    }

    @Test
    void twoValuesForOneColumnMustBothHold() {
        session.prepare("both", "SELECT b FROM t WHERE a = $1 AND a = $2", List.of());
        assertThat(run("both", Datum.of(1L), Datum.of(1L))).containsExactly("[one]");
        assertThat(run("both", Datum.of(1L), Datum.of(2L))).isEmpty();
        session.prepare("fixed", "SELECT b FROM t WHERE a = $1 AND a = 2", List.of());
        assertThat(run("fixed", Datum.of(1L))).isEmpty();
        assertThat(run("fixed", Datum.of(2L))).hasSize(2);
    }

    @Test
    void parametersBesideTheKeyAndInTheOutput() {
        session.prepare("rest", "SELECT b || $2, n * 2 FROM t WHERE a = $1 AND n < $3", List.of());
        assertThat(run("rest", Datum.of(2L), Datum.of("!"), Datum.of(24L)))
                .containsExactly("[zwei!, 40]");
    }

    @Test
    void keysThatAreComputedMayFail() {
        session.prepare("computed", "SELECT b FROM t WHERE a = 10 / $1", List.of());
        assertThat(run("computed", Datum.of(5L))).hasSize(2);
        assertThatThrownBy(() -> run("computed", Datum.of(0L))).isInstanceOf(SqlException.class)
                .hasMessageContaining("division by zero");
        session.sync();
        assertThat(run("computed", Datum.of(10L))).containsExactly("[one]");
    }

    @Test
    void viewsAndScans() {
        session.prepare("view", "SELECT a FROM v WHERE b = $1", List.of());
        assertThat(run("view", Datum.of("ZWEI"))).containsExactly("[3]");
        session.prepare("scan", "SELECT b FROM t WHERE n > $1 ORDER BY b", List.of());
        assertThat(run("scan", Datum.of(22L))).containsExactly("[none]", "[two]");
    }

    @Test
    void limitsFollowTheirParameter() {
        session.prepare("limit", "SELECT b FROM t ORDER BY b LIMIT $1", List.of());
        assertThat(run("limit", Datum.of(1L))).containsExactly("[none]");
        assertThat(run("limit", Datum.of(2L))).containsExactly("[none]", "[one]");
    }

    @Test
    void plansFollowTheCatalogAndTheSettings() {
        simple("CREATE TABLE moving (k int, v int)");
        simple("INSERT INTO moving VALUES (1, 10)");
        simple("CREATE INDEX moving_k ON moving (k)");
        session.prepare("moving", "SELECT v FROM moving WHERE k = $1", List.of());
        assertThat(run("moving", Datum.of(1L))).containsExactly("[10]");
        simple("INSERT INTO moving VALUES (1, 11)");
        assertThat(run("moving", Datum.of(1L))).containsExactlyInAnyOrder("[10]", "[11]");
        simple("DROP INDEX moving_k");
        assertThat(run("moving", Datum.of(1L))).containsExactlyInAnyOrder("[10]", "[11]");
        simple("CREATE INDEX moving_k ON moving (k)");
        assertThat(run("moving", Datum.of(1L))).containsExactlyInAnyOrder("[10]", "[11]");
        simple("CREATE SCHEMA other");
        simple("CREATE TABLE other.moving (k int, v int)");
        simple("INSERT INTO other.moving VALUES (1, 99)");
        simple("CREATE INDEX ON other.moving (k)");
        simple("SET search_path = other");
        assertThat(run("moving", Datum.of(1L))).containsExactly("[99]");
        simple("RESET search_path");
        assertThat(run("moving", Datum.of(1L))).containsExactlyInAnyOrder("[10]", "[11]");
    }

    @Test
    void transactionsReadAtOneTime() {
        session.prepare("steady", "SELECT b FROM t WHERE a = $1", List.of());
        simple("BEGIN");
        assertThat(run("steady", Datum.of(1L))).containsExactly("[one]");
        try (Session other = mizu.session();
                SimpleQuery insert = other.simpleQuery("INSERT INTO t VALUES (7, 'new', 0)")) {
            insert.next();
        }
        assertThat(run("steady", Datum.of(7L))).isEmpty();
        simple("COMMIT");
        assertThat(run("steady", Datum.of(7L))).containsExactly("[new]");
        simple("DELETE FROM t WHERE a = 7");
    }

    private static List<String> run(String statement, Datum... values) {
        session.bind("", statement, List.of(values));
        List<String> lines = read(session.execute(""));
        session.sync();
        return lines;
    }

    private static void simple(String sql) {
        try (SimpleQuery query = session.simpleQuery(sql)) {
            for (Optional<StatementResult> next = query.next(); next.isPresent(); next = query.next()) {
                read(next.get());
            }
        }
    }

    private static List<String> read(StatementResult result) {
        List<String> lines = new ArrayList<>();
        if (result instanceof StatementResult.Rows rows) {
            RowStream stream = rows.rows();
            for (Optional<List<Row>> batch = stream.next(); batch.isPresent(); batch = stream.next()) {
                batch.get().forEach(row -> lines.add(row.datums().stream().map(PreparedReadTest::text).toList()
                        .toString()));
            }
        }
        return lines;
    }

    private static String text(Datum datum) {
        return switch (datum) {
            case Datum.Text t -> t.value();
            case Datum.Int i -> Long.toString(i.value());
            default -> datum.toString();
        };
    }
}
