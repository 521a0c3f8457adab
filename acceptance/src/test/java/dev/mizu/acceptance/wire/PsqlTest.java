package dev.mizu.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.acceptance.region.SharedRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** psql, as a person uses it: queries, backslash commands, scripts, {@code \copy}. */
final class PsqlTest {
    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final SharedRegion REGION = new SharedRegion();

    /** What a run of psql left: its exit status, what it printed, and what it complained about. */
    private record Run(int status, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(psqlIsHere(), "no psql here (apt-get install postgresql-client)");
        assertThat(psql("-c", "CREATE TABLE people (id int NOT NULL, name text)", "-c",
                "INSERT INTO people VALUES (1, 'ada'), (2, NULL)", "-c",
                "CREATE VIEW names AS SELECT name FROM people", "-c", "CREATE DEFAULT INDEX ON names", "-c",
                "CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people"))
                .satisfies(run -> assertThat(run.status()).as(run.err()).isZero());
    }

    private static boolean psqlIsHere() throws InterruptedException {
        try {
            return new ProcessBuilder("psql", "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Run psql(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", REGION.host(),
                "-p", Integer.toString(REGION.sqlPort()), "-U", "materialize", "-d", "materialize"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "psql", ".out");
        Path err = Files.createTempFile(folder, "psql", ".err");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("psql has not ended: " + command);
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static String said(String... arguments) throws IOException, InterruptedException {
        Run run = psql(arguments);
        assertThat(run.status()).as(run.err()).isZero();
        return run.out();
    }

    @Test
    void printsATable() throws Exception {
        assertThat(said("-c", "SELECT id, name FROM people ORDER BY id")).isEqualTo("""
                 id | name\s
                ----+------
                  1 | ada
                  2 |\s
                (2 rows)

                """);
    }

    @Test
    void pointsAtTheOffendingCharacter() throws Exception {
        Run run = psql("-c", "SELECT nme FROM people");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("ERROR:  column \"nme\" does not exist",
                "LINE 1: SELECT nme FROM people", "\n               ^");
    }

    @Test
    void listsRelations() throws Exception {
        assertThat(said("-At", "-c", "\\dt")).contains("public|people|table|materialize");
        assertThat(said("-At", "-c", "\\dv")).contains("public|names|view|materialize");
        assertThat(said("-At", "-c", "\\d")).contains("public|people|table|", "public|names|view|");
        assertThat(said("-At", "-c", "\\dm")).contains("public|counted|materialized view|materialize");
        assertThat(said("-At", "-c", "\\di")).contains("names_primary_idx");
    }

    @Test
    void describesOneRelation() throws Exception {
        assertThat(said("-At", "-c", "\\d people")).contains("id|integer||not null|", "name|text|||");
        assertThat(said("-At", "-c", "\\d names")).contains("name|text|||");
        assertThat(said("-At", "-c", "\\d counted")).contains("n|bigint|");
    }

    @Test
    void listsSchemasDatabasesAndRoles() throws Exception {
        assertThat(said("-At", "-c", "\\dn")).contains("public|");
        assertThat(said("-At", "-c", "\\l")).contains("materialize|");
        assertThat(said("-At", "-c", "\\du")).contains("materialize|");
        assertThat(said("-c", "\\conninfo")).contains("database \"materialize\" as user \"materialize\"");
    }

    @Test
    void listsWithDetails() throws Exception {
        assertThat(said("-At", "-c", "\\d names_primary_idx")).contains("name|text|name");
        assertThat(said("-At", "-c", "\\d+ people")).contains("id|integer||not null||plain");
        assertThat(said("-At", "-c", "\\l+")).contains("materialize|");
        assertThat(said("-At", "-c", "\\du+")).contains("materialize|");
        assertThat(said("-At", "-c", "\\db+")).contains("pg_default|");
        assertThat(said("-At", "-c", "\\dn+")).contains("public|");
        assertThat(said("-At", "-c", "\\di+")).contains("names_primary_idx|index|");
        assertThat(said("-At", "-c", "\\dT+ integer")).contains("pg_catalog|integer|int4|4|");
        assertThat(said("-At", "-c", "\\df upper")).contains("pg_catalog|upper|text|text|func");
        assertThat(said("-At", "-c", "\\da count")).contains("pg_catalog|count|bigint|");
        assertThat(said("-At", "-c", "\\dp people")).contains("public|people|table|");
        assertThat(said("-At", "-c", "\\dx", "-c", "\\ds")).isEmpty();
    }

    @Test
    void runsAScript() throws Exception {
        Path script = Files.writeString(folder.resolve("script.sql"), """
                -- A script as people write them.
                CREATE TABLE items (
                    id int, /* the key; not "unique" */
                    note text DEFAULT 'a;b'
                );
                INSERT INTO items (id) VALUES (1); INSERT INTO items VALUES (2, $$it's$$);
                BEGIN;
                INSERT INTO items VALUES (3, E'x\\ty');
                INSERT INTO items VALUES (4, 'y');
                COMMIT;
                \\set low 2
                SELECT id, note FROM items WHERE id <= :low ORDER BY id;
                SELECT count(*) AS n FROM items \\gset
                \\echo :n rows
                DROP TABLE items;
                """);

        assertThat(said("-At", "-f", script.toString())).isEqualTo("1|a;b\n2|it's\n4 rows\n");
    }

    @Test
    void copiesFiles() throws Exception {
        Path in = Files.writeString(folder.resolve("in.csv"), "id,name\n1,\"a, b\"\n2,\n");
        Path out = folder.resolve("out.csv");

        said("-c", "CREATE TABLE copied (id int, name text)",
                "-c", "\\copy copied FROM '" + in + "' WITH (FORMAT csv, HEADER)",
                "-c", "\\copy (SELECT id, name FROM copied ORDER BY id) TO '" + out + "' WITH (FORMAT csv)",
                "-c", "DROP TABLE copied");

        assertThat(out).hasContent("1,\"a, b\"\n2,\n");
    }
}
