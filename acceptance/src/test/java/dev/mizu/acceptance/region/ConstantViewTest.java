package dev.mizu.acceptance.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.embedded.Mizu;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can never change is complete at every time, and is read at the time of what is read with it. */
final class ConstantViewTest {
    @Test
    @Timeout(60)
    void aRestartDoesNotMoveItToTheEndOfTime(@TempDir Path folder) throws SQLException {
        try (Mizu mizu = Mizu.open(folder); Connection connection = DriverManager.getConnection(mizu.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a int)");
            statement.execute("INSERT INTO t VALUES (1)");
            statement.execute("CREATE MATERIALIZED VIEW m AS SELECT 2 AS b");
            statement.execute("CREATE MATERIALIZED VIEW joined AS SELECT a, b FROM t, m");
            assertThat(sum(statement, "SELECT sum(a + b) FROM joined")).isEqualTo(3);
        }
        try (Mizu mizu = Mizu.open(folder); Connection connection = DriverManager.getConnection(mizu.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(20);
            statement.execute("INSERT INTO t VALUES (5)");
            assertThat(sum(statement, "SELECT sum(a + b) FROM t, m")).isEqualTo(10);
            assertThat(sum(statement, "SELECT sum(a + b) FROM joined")).isEqualTo(10);
        }
    }

    private static long sum(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }
}
