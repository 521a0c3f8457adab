package dev.mizu.acceptance.wire;

import static dev.mizu.acceptance.Sql.column;
import static dev.mizu.acceptance.Sql.connect;
import static dev.mizu.acceptance.Sql.refusal;
import static dev.mizu.acceptance.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.region.RegionProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporary tables and views: one session's own, and gone with it, however it ends. */
final class TemporaryItemsTest {
    private static final String LEFT = "SELECT name FROM mz_objects WHERE schema_id = '0'";

    private static void makeItems(Connection connection, int value) throws SQLException {
        run(connection, "CREATE TEMPORARY TABLE t (a int)");
        run(connection, "INSERT INTO t VALUES (" + value + ")");
        run(connection, "CREATE TEMPORARY VIEW v AS SELECT a + 1 AS b FROM t");
        run(connection, "CREATE INDEX i ON v (b)");
    }

    @Test
    void belongToTheirSession(@TempDir Path folder) throws SQLException, InterruptedException {
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"));
                Connection one = connect(region); Connection other = connect(region)) {
            run(one, "CREATE TABLE t (a int)");
            run(one, "INSERT INTO t VALUES (100)");
            makeItems(one, 1);
            assertThat(refusal(other, "SELECT * FROM mz_temp.v")).startsWith("42P01");
            assertThat(column(other, "SELECT a FROM t")).containsExactly("100");
            makeItems(other, 2);
            assertThat(column(one, "SELECT a FROM t")).containsExactly("1");
            assertThat(column(other, "SELECT a FROM mz_temp.t")).containsExactly("2");
            assertThat(column(one, "SELECT b FROM v WHERE b = 2")).containsExactly("2");
            assertThat(column(one, "SELECT a FROM materialize.public.t")).containsExactly("100");
            assertThat(refusal(one, "CREATE MATERIALIZED VIEW m AS SELECT * FROM t"))
                    .startsWith("42P16").contains("non-temporary items cannot depend on temporary item mz_temp.t");
            assertThat(refusal(one, "CREATE TEMPORARY TABLE public.x (a int)"))
                    .contains("cannot create temporary item in non-temporary schema");
            assertThat(refusal(one, "COMMENT ON TABLE mz_temp.t IS 'x'")).startsWith("0A000");
            String id = column(other, "SELECT id FROM mz_tables WHERE schema_id = '0' ORDER BY id").get(0);
            assertThat(refusal(other, "SELECT * FROM [" + id + " AS mz_temp.t]")).startsWith("42P01");
            run(one, "UPDATE t SET a = a + 10");
            assertThat(column(one, "SELECT b FROM v")).containsExactly("12");
            run(one, "DISCARD TEMP");
            assertThat(column(one, "SELECT a FROM t")).containsExactly("100");
            assertThat(column(one, LEFT)).containsExactlyInAnyOrder("t", "v", "i");
            other.close();
            awaitNone(one);
        }
    }

    private static void awaitNone(Connection connection) throws SQLException, InterruptedException {
        for (int i = 0; i < 500 && !column(connection, LEFT).isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(column(connection, LEFT)).isEmpty();
    }

    @Test
    void doNotOutliveTheRegion(@TempDir Path folder) throws SQLException {
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"))) {
            try (Connection one = connect(region)) {
                run(one, "CREATE TABLE kept (a int)");
                makeItems(one, 1);
                run(one, "CREATE TABLE kept_too (a int)");
                region.kill();
            }
            region.restart();
            try (Connection one = connect(region)) {
                assertThat(column(one, LEFT)).isEmpty();
                assertThat(refusal(one, "SELECT * FROM t")).startsWith("42P01");
                assertThat(column(one, "SELECT name FROM mz_tables WHERE name LIKE 'kept%' ORDER BY name"))
                        .containsExactly("kept", "kept_too");
                makeItems(one, 3);
                assertThat(column(one, "SELECT b FROM v")).containsExactly("4");
            }
        }
    }
}
