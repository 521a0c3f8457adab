package dev.mizu.acceptance.slt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.acceptance.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The runner accepts what is right, refuses what is not, and rewrites answers in place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SltRunnerTest {
    @TempDir
    private Path folder;

    private PostgresServer server;

    @BeforeAll
    void start() {
        assumeTrue(PostgresServer.programs().isPresent(), "no PostgreSQL server here (apt-get install postgresql)");
        server = PostgresServer.start();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private SltRunner.Report run(String text) throws IOException {
        return SltRunner.run(write(text), SltTarget.of(server));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("case.slt"), text);
    }

    @Test
    void acceptsWhatIsRight() throws IOException {
        SltRunner.Report report = run("""
                # a comment
                statement ok
                CREATE TABLE t (a int, b text)

                statement count 3
                INSERT INTO t VALUES (1, 'x y'), (2, ''), (3, NULL)

                query IT rowsort
                SELECT a, b FROM t
                ----
                1  x␠y
                2  (empty)
                3  NULL

                query T valuesort
                SELECT b FROM t
                ----
                (empty)
                NULL
                x y

                mode standard

                query IT nosort all
                SELECT a, b FROM t ORDER BY a
                ----
                1
                x y
                2
                (empty)
                3
                NULL

                query IT nosort all
                SELECT a, b FROM t ORDER BY a
                ----
                6 values hashing to 2c1ad0a14a90aa4b0d45c0a12bfd98d3

                mode cockroach

                query RRB
                SELECT 1.500, 1 / 3.0, true
                ----
                1.5 0.333333 true

                query J
                SELECT '{"a": [1, "b, c: d"], "e": null}'::jsonb
                ----
                {"a":[1,"b,␠c:␠d"],"e":null}

                parameters 2 'x y'
                query I
                SELECT a FROM t WHERE a < $1::int AND b = $2
                ----
                1

                statement error 22012: division by zero
                SELECT 1 / 0

                onlyif mizu
                statement ok
                SUBSCRIBE t

                skipif postgresql
                statement ok
                SUBSCRIBE t

                simple
                SELECT 1, 2; INSERT INTO t VALUES (4, 'z'); SELECT count(*) FROM t
                ----
                1,2
                COMPLETE 1
                COMPLETE 1
                4
                COMPLETE 1

                connection other

                statement ok
                SET search_path TO nowhere

                query error 42P01
                SELECT * FROM t

                connection default

                query I
                SELECT count(*) FROM t
                ----
                4

                halt

                statement ok
                THIS IS NEVER SENT
                """.replace("2c1ad0a14a90aa4b0d45c0a12bfd98d3", hashOf()));

        assertThat(report.mismatches()).isEmpty();
        assertThat(report.played()).isEqualTo(14);
    }

    private static String hashOf() {
        List<String> line = new Answer(List.of(List.of("1", "x y", "2", "(empty)", "3", "NULL")))
                .lines(SltRecord.Sorting.NOSORT, true, 1);
        return line.getFirst().replaceFirst(".* ", "");
    }

    @Test
    void refusesWhatIsWrong() throws IOException {
        SltRunner.Report report = run("""
                query I
                SELECT 1
                ----
                2

                query II
                SELECT 1
                ----
                1 1

                statement ok
                SELECT 1 / 0

                statement error division
                SELECT 1

                statement error overflow
                SELECT 1 / 0

                statement count 2
                SELECT 1

                query I nosort same
                SELECT 1
                ----
                1

                query I nosort same
                SELECT 2
                ----
                2

                query I
                SELECT 1 / 0
                ----
                1
                """);

        assertThat(report.mismatches()).extracting(SltMismatch::line).containsExactly(1, 6, 11, 14, 17, 20, 28, 33);
    }

    @Test
    void rewritesAnswersInPlace() throws IOException {
        String text = "query I\nSELECT 1\n----\n7\n8\n\n# kept\nquery T\nSELECT 'a b'\n----\n";
        Path file = write(text);

        SltRunner.rewrite(file, SltRunner.run(file, SltTarget.of(server)).mismatches());

        assertThat(file).hasContent("query I\nSELECT 1\n----\n1\n\n# kept\nquery T\nSELECT 'a b'\n----\na␠b\n");
        assertThat(SltRunner.run(file, SltTarget.of(server)).mismatches()).isEmpty();
    }

    @Test
    void namesTheLineOfAnUnknownDirective() {
        assertThatThrownBy(() -> SltParser.parse("# first\nquestion I\nSELECT 1\n", SltTarget.MIZU))
                .isInstanceOf(SltException.class).hasMessage("line 2: unknown directive 'question'");
    }
}
