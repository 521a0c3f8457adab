package dev.mizu.acceptance.region;

import static dev.mizu.acceptance.Sql.connect;
import static dev.mizu.acceptance.Sql.one;
import static dev.mizu.acceptance.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can never change is complete at every time, and is read at the time of what is read with it. */
final class ConstantViewTest {
    @Test
    @Timeout(60)
    void aRestartDoesNotMoveItToTheEndOfTime(@TempDir Path folder) throws SQLException {
        try (EmbeddedRegion region = EmbeddedRegion.open(folder); Connection connection = connect(region)) {
            run(connection, "CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)",
                    "CREATE MATERIALIZED VIEW m AS SELECT 2 AS b",
                    "CREATE MATERIALIZED VIEW joined AS SELECT a, b FROM t, m");
            assertThat(one(connection, "SELECT sum(a + b) FROM joined")).isEqualTo("3");
        }
        try (EmbeddedRegion region = EmbeddedRegion.open(folder); Connection connection = connect(region)) {
            run(connection, "SET statement_timeout = '20s'", "INSERT INTO t VALUES (5)");
            assertThat(one(connection, "SELECT sum(a + b) FROM t, m")).isEqualTo("10");
            assertThat(one(connection, "SELECT sum(a + b) FROM joined")).isEqualTo("10");
        }
    }
}
