package dev.mizu.acceptance.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.acceptance.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ALTER SYSTEM said, and tables made while it held, are there after a crash. */
final class SystemVariablesTest {
    private static void run(RegionProcess region, String role, String... statements) throws SQLException {
        try (Connection connection = Sql.connectAs(region, role)) {
            Sql.run(connection, statements);
        }
    }

    /** The last value of the one row. */
    private static String ask(RegionProcess region, String role, String sql) throws SQLException {
        try (Connection connection = Sql.connectAs(region, role)) {
            return Sql.rows(connection, sql).getFirst().getLast();
        }
    }

    @Test
    void whatWasSetOutlivesAKill(@TempDir Path folder) throws SQLException {
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"))) {
            run(region, "mz_system", "ALTER SYSTEM SET unsafe_enable_table_keys = on",
                    "ALTER SYSTEM SET unsafe_enable_table_foreign_key = on",
                    "ALTER SYSTEM SET unsafe_enable_table_check_constraint = on");
            run(region, "materialize", "ALTER SYSTEM SET statement_timeout = '77 s'",
                    "ALTER SYSTEM SET idle_in_transaction_session_timeout = '9 min'",
                    "CREATE TABLE a (pk int PRIMARY KEY, u text UNIQUE, CONSTRAINT c CHECK (a.pk > 0))",
                    "CREATE TABLE b (x int, FOREIGN KEY (x) REFERENCES a (pk))",
                    "ALTER TABLE a RENAME TO renamed", "INSERT INTO renamed VALUES (-1, 'x'), (-1, 'x')");
            run(region, "mz_system", "ALTER SYSTEM RESET unsafe_enable_table_keys",
                    "ALTER SYSTEM SET unsafe_enable_table_foreign_key = off");
            String b = ask(region, "materialize", "SHOW CREATE TABLE b");
            assertThat(b).contains("REFERENCES renamed (pk)");
            region.kill();
            region.restart();
            assertThat(ask(region, "materialize", "SHOW statement_timeout")).isEqualTo("77 s");
            assertThat(ask(region, "materialize", "SHOW idle_in_transaction_session_timeout")).isEqualTo("9 min");
            assertThat(ask(region, "mz_support", "SHOW unsafe_enable_table_keys")).isEqualTo("off");
            assertThat(ask(region, "mz_support", "SHOW unsafe_enable_table_check_constraint")).isEqualTo("on");
            assertThat(ask(region, "materialize", "SHOW CREATE TABLE b")).isEqualTo(b);
            assertThat(ask(region, "materialize", "SHOW CREATE TABLE renamed"))
                    .contains("pk int4 PRIMARY KEY", "u text UNIQUE", "CONSTRAINT c CHECK (pk > 0)");
            assertThat(ask(region, "materialize", "SELECT count(*) FROM renamed")).isEqualTo("2");
            assertThatThrownBy(() -> run(region, "materialize", "INSERT INTO renamed VALUES (NULL, 'y')"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23502"));
            assertThatThrownBy(() -> run(region, "materialize", "CREATE TABLE d (a int UNIQUE)"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
            run(region, "materialize", "CREATE TABLE d (a int CHECK (a > 0))");
        }
    }
}
