package dev.mizu.acceptance.region;

import static dev.mizu.acceptance.Sql.connect;
import static dev.mizu.acceptance.Sql.one;
import static dev.mizu.acceptance.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A region comes up again when items and schemas have each other's names of before. */
final class RenamedItemsTest {
    private static final List<String> QUERIES = List.of("SELECT a FROM two", "SELECT b FROM one",
            "SELECT n FROM vone", "SELECT * FROM green.t", "SELECT * FROM blue.t", "SELECT x FROM later.w",
            "SELECT count(*) FROM later.v", "SELECT count(*) FROM later.s WHERE counter < 0",
            "SELECT count(*) FROM later.bids WHERE id < 0");

    @Test
    void namesMayChangePlaces(@TempDir Path folder) throws SQLException {
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"))) {
            try (Connection connection = connect(region)) {
                run(connection, "CREATE TABLE one (a int)", "INSERT INTO one VALUES (1)",
                        "CREATE TABLE two (b int)", "INSERT INTO two VALUES (2)",
                        "CREATE VIEW vtwo AS SELECT one.a + b AS n FROM one, two",
                        "ALTER TABLE one RENAME TO x", "ALTER TABLE two RENAME TO one", "ALTER TABLE x RENAME TO two",
                        "ALTER VIEW vtwo RENAME TO vone",
                        "CREATE SCHEMA blue", "CREATE SCHEMA green", "CREATE TABLE blue.t (a int)",
                        "CREATE TABLE green.t (a int)", "INSERT INTO blue.t VALUES (3)",
                        "INSERT INTO green.t VALUES (4)", "ALTER SCHEMA blue SWAP WITH green",
                        "CREATE SCHEMA before",
                        "CREATE SOURCE before.s FROM LOAD GENERATOR COUNTER (TICK INTERVAL '1h')",
                        "CREATE SOURCE before.auction FROM LOAD GENERATOR AUCTION (TICK INTERVAL '1h') FOR ALL TABLES",
                        "CREATE TABLE before.w (x int)", "INSERT INTO before.w VALUES (5)",
                        "CREATE MATERIALIZED VIEW before.v AS SELECT x FROM before.w",
                        "CREATE INDEX vi ON before.v (x)", "ALTER SCHEMA before RENAME TO later");
            }
            for (int i = 0; i < 2; i++) {
                try (Connection connection = connect(region)) {
                    assertThat(QUERIES).extracting(sql -> one(connection, sql))
                            .containsExactly("1", "2", "3", "3", "4", "5", "1", "0", "0");
                    if (i == 1) {
                        run(connection, "ALTER TABLE one RENAME TO three", "DROP TABLE later.w CASCADE");
                    }
                }
                region.kill();
                region.restart();
            }
            try (Connection connection = connect(region)) {
                assertThat(one(connection, "SELECT b FROM three")).isEqualTo("2");
                assertThat(one(connection, "SELECT count(*) FROM mz_tables WHERE name IN ('one', 'w')")).isEqualTo("0");
            }
        }
    }
}
