package dev.mizu.acceptance.wire;

import static dev.mizu.acceptance.Sql.column;
import static dev.mizu.acceptance.Sql.connect;
import static dev.mizu.acceptance.Sql.refusal;
import static dev.mizu.acceptance.Sql.refusalWhenCancelled;
import static dev.mizu.acceptance.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.acceptance.region.SharedRegion;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What variables and transactions promise to a session, seen by two of them. */
final class SessionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    private static final SharedRegion REGION = new SharedRegion();

    @BeforeAll
    static void start() throws SQLException {
        // A view that nobody computes: whoever reads it waits.
        try (Connection connection = connect(REGION)) {
            run(connection, "CREATE TABLE never_in (a int)");
            run(connection, "CREATE CLUSTER empty_cluster (SIZE '25cc', REPLICATION FACTOR 0)");
            run(connection, "CREATE MATERIALIZED VIEW never IN CLUSTER empty_cluster AS SELECT * FROM never_in");
        }
    }

    private static List<String> notices(Connection connection, String sql) throws SQLException {
        List<String> notices = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
                notices.add(w.getSQLState() + " " + w.getMessage());
            }
        }
        return notices;
    }

    @Test
    void endsReadsThatTakeTooLong() throws SQLException {
        String timeout = "57014 canceling statement due to statement timeout";
        try (Connection connection = connect(REGION, "&options=-c%20statement_timeout=300")) {
            run(connection, "CREATE TABLE slow (a int)");
            assertThat(refusal(connection, "SELECT * FROM never")).isEqualTo(timeout);
            assertThat(refusal(connection, "INSERT INTO slow SELECT * FROM never")).isEqualTo(timeout);
            assertThat(refusal(connection, "DELETE FROM slow WHERE a IN (SELECT a FROM never)")).isEqualTo(timeout);
            assertThat(refusal(connection, "UPDATE slow SET a = 1 WHERE a IN (SELECT a FROM never)"))
                    .isEqualTo(timeout);
            run(connection, "INSERT INTO slow VALUES (1)");
            assertThat(column(connection, "SELECT a FROM slow")).containsExactly("1");
            run(connection, "BEGIN");
            assertThat(refusal(connection, "SELECT * FROM never")).isEqualTo(timeout);
            assertThat(refusal(connection, "SELECT 1")).startsWith("25P02");
            run(connection, "ROLLBACK");
        }
        try (Connection extended = DriverManager.getConnection(
                REGION.url("materialize").replace("simple", "extended"))) {
            run(extended, "SET statement_timeout = '300ms'");
            try (PreparedStatement read = extended.prepareStatement("SELECT * FROM never WHERE a = ?")) {
                read.setInt(1, 1);
                assertThatThrownBy(read::executeQuery).isInstanceOfSatisfying(SQLException.class,
                        e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            }
            assertThat(column(extended, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void doesNotLimitSelectsUnlessAsked() throws SQLException {
        try (Connection connection = connect(REGION)) {
            assertThat(refusalWhenCancelled(connection, "SELECT * FROM never", Duration.ofMillis(700)))
                    .isEqualTo("57014 canceling statement due to user request");
        }
    }

    @Test
    void endsSessionsThatAreIdleInATransaction() throws SQLException, InterruptedException {
        try (Connection connection = connect(REGION); Connection other = connect(REGION)) {
            run(connection, "CREATE TABLE idle (a int)");
            run(connection, "SET idle_in_transaction_session_timeout = '400ms'");
            Thread.sleep(700);
            assertThat(column(connection, "SELECT 1")).as("idle outside of a transaction").containsExactly("1");
            run(connection, "BEGIN");
            run(connection, "INSERT INTO idle VALUES (1)");
            Thread.sleep(1_000);
            String ended = refusal(connection, "COMMIT");
            assertThat(ended).isEqualTo("25P03 terminating connection due to idle-in-transaction timeout");
            assertThat(connection.isValid(1)).isFalse();
            assertThat(column(other, "SELECT a FROM idle")).isEmpty();
        }
    }

    @Test
    void limitsWhatAQueryGives() throws SQLException {
        try (Connection connection = connect(REGION)) {
            run(connection, "SET max_query_result_size = '10kB'");
            assertThat(refusal(connection, "SELECT generate_series(1, 10000)"))
                    .isEqualTo("53200 result exceeds max size of 10kB");
            assertThat(refusal(connection, "SELECT repeat('x', 20000)"))
                    .isEqualTo("53200 result exceeds max size of 10kB");
            assertThat(column(connection, "SELECT count(*) FROM generate_series(1, 10000)")).containsExactly("10000");
        }
    }

    @Test
    void undoesSettingsOfTransactionsThatFail() throws SQLException {
        try (Connection connection = connect(REGION)) {
            run(connection, "SET application_name = 'one'");
            assertThat(refusal(connection, "SET application_name = 'two'; SELECT 1 / 0")).startsWith("22012");
            assertThat(column(connection, "SHOW application_name")).containsExactly("one");
            run(connection, "BEGIN");
            run(connection, "SET application_name = 'three'");
            run(connection, "SET LOCAL application_name = 'four'");
            assertThat(column(connection, "SHOW application_name")).containsExactly("four");
            run(connection, "COMMIT");
            assertThat(column(connection, "SHOW application_name")).containsExactly("three");
            run(connection, "BEGIN");
            run(connection, "RESET ALL");
            assertThat(column(connection, "SHOW application_name")).doesNotContain("three");
            run(connection, "ROLLBACK");
            assertThat(column(connection, "SHOW application_name")).containsExactly("three");
        }
    }

    @Test
    void tellsWhatIsOdd() throws SQLException {
        try (Connection connection = connect(REGION)) {
            assertThat(notices(connection, "COMMIT")).containsExactly("25P01 there is no transaction in progress");
            assertThat(notices(connection, "SET LOCAL application_name = 'x'"))
                    .containsExactly("25P01 SET LOCAL can only be used in transaction blocks");
            run(connection, "BEGIN");
            assertThat(notices(connection, "BEGIN"))
                    .containsExactly("25001 there is already a transaction in progress");
            run(connection, "ROLLBACK");
            assertThat(notices(connection, "SET database = nowhere"))
                    .containsExactly("MZ006 session database \"nowhere\" does not exist");
            run(connection, "SET current_object_missing_warnings = off");
            assertThat(notices(connection, "SET cluster = nowhere")).isEmpty();
            run(connection, "RESET ALL");
            run(connection, "CREATE DATABASE fleeting");
            run(connection, "SET database = fleeting");
            assertThat(notices(connection, "DROP DATABASE fleeting"))
                    .contains("MZ002 active database \"fleeting\" has been dropped");
            run(connection, "RESET ALL");
            run(connection, "SET client_min_messages = warning");
            assertThat(notices(connection, "SET cluster = nowhere")).isEmpty();
            assertThat(notices(connection, "ROLLBACK")).containsExactly("25P01 there is no transaction in progress");
            run(connection, "RESET ALL");
            run(connection, "SET emit_timestamp_notice = on");
            assertThat(notices(connection, "SELECT count(*) FROM never_in"))
                    .containsExactly("00000 EXPLAIN TIMESTAMP for query");
        }
    }

    @Test
    void keepsTransactionsToTheirMode() throws SQLException {
        try (Connection connection = connect(REGION)) {
            run(connection, "CREATE TABLE modes (a int)");
            run(connection, "BEGIN READ ONLY");
            assertThat(refusal(connection, "INSERT INTO modes VALUES (1)"))
                    .isEqualTo("25006 transaction in read-only mode");
            run(connection, "ROLLBACK");
            run(connection, "BEGIN READ ONLY");
            run(connection, "SELECT * FROM modes");
            assertThat(refusal(connection, "SET TRANSACTION READ WRITE"))
                    .isEqualTo("25001 transaction read-write mode must be set before any query");
            run(connection, "ROLLBACK");
            run(connection, "BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY");
            assertThat(column(connection, "SHOW transaction_isolation")).containsExactly("serializable");
            run(connection, "SELECT * FROM modes");
            assertThat(refusal(connection, "SET TRANSACTION ISOLATION LEVEL STRICT SERIALIZABLE"))
                    .isEqualTo("25001 SET TRANSACTION ISOLATION LEVEL must be called before any query");
            run(connection, "ROLLBACK");
            assertThat(column(connection, "SHOW transaction_isolation")).containsExactly("strict serializable");
            run(connection, "BEGIN");
            run(connection, "SELECT * FROM modes");
            assertThat(refusal(connection, "SET cluster = mz_catalog_server"))
                    .isEqualTo("25001 SET cluster cannot be called in an active transaction");
            run(connection, "ROLLBACK");
            assertThat(refusal(connection, "DECLARE c CURSOR FOR SELECT 1")).startsWith("25P01");
            run(connection, "INSERT INTO modes VALUES (7); BEGIN");
            run(connection, "COMMIT");
            assertThat(column(connection, "SELECT a FROM modes")).containsExactly("7");
        }
    }

    @Test
    void refusesStatementsThatCannotShareAString() throws SQLException {
        try (Connection connection = connect(REGION)) {
            run(connection, "CREATE TABLE alone (a int)");
            assertThat(refusal(connection, "CREATE TABLE beside (a int); CREATE TABLE beside2 (a int)"))
                    .isEqualTo("25001 CREATE TABLE cannot be run inside a transaction block");
            assertThat(refusal(connection, "DELETE FROM alone; INSERT INTO alone VALUES (1)"))
                    .isEqualTo("25001 DELETE cannot be run inside a transaction block");
            assertThat(refusal(connection, "INSERT INTO alone VALUES (1); UPDATE alone SET a = 2"))
                    .isEqualTo("25001 UPDATE cannot be run inside a transaction block");
            assertThat(column(connection, "SELECT a FROM alone")).isEmpty();
            assertThat(column(connection, "SELECT name FROM mz_tables WHERE name LIKE 'beside%'")).isEmpty();
            run(connection, "SET application_name = 'x'; CREATE TABLE beside (a int)");
            assertThat(column(connection, "SELECT name FROM mz_tables WHERE name LIKE 'beside%'"))
                    .containsExactly("beside");
            run(connection, "BEGIN");
            run(connection, "CREATE TABLE later (a int)");
            assertThat(refusal(connection, "CREATE TABLE more (a int)"))
                    .isEqualTo("25000 this transaction can only execute a single statement");
            run(connection, "ROLLBACK");
            assertThat(refusal(connection, "SELECT * FROM later")).startsWith("42P01");
        }
    }

    @Test
    void fetchesWhatASubscribeHas() throws SQLException {
        try (Connection connection = connect(REGION); Connection writer = connect(REGION)) {
            run(connection, "CREATE TABLE watched (a int)");
            run(writer, "INSERT INTO watched VALUES (1), (2)");
            run(connection, "BEGIN");
            run(connection, "DECLARE c CURSOR FOR SUBSCRIBE watched");
            List<String> seen = new ArrayList<>(column(connection, "FETCH ALL c"));
            assertThat(seen).hasSize(2);
            long start = System.nanoTime();
            assertThat(column(connection, "FETCH 5 c WITH (TIMEOUT = '300ms')")).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(250), PATIENCE);
            assertThat(column(connection, "FETCH 5 c WITH (TIMEOUT = '0s')")).isEmpty();
            run(writer, "INSERT INTO watched VALUES (3)");
            assertThat(column(connection, "FETCH 5 c")).hasSize(1);
            assertThat(refusal(connection, "SELECT * FROM watched"))
                    .isEqualTo("25000 SUBSCRIBE in transactions must be the only read statement");
            run(connection, "ROLLBACK");
        }
    }
}
