package dev.mizu.acceptance.slt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The runner accepts what is right, refuses what is not, and rewrites answers in place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SltRunnerTest {
    @TempDir
    private Path folder;

    @AutoClose
    private PostgresServer server;

    @BeforeAll
    void start() {
        server = PostgresServer.startOrSkip();
    }

    private SltRunner.Report run(String text) throws IOException {
        return SltRunner.run(write(text), SltTarget.of(server));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("case.slt"), text);
    }

    @Test
    void acceptsWhatIsRight() throws IOException {
        Path file = Path.of("src/test/resources/dev/mizu/acceptance/slt/right.slt.txt").toAbsolutePath();

        SltRunner.Report report = SltRunner.run(file, SltTarget.of(server));

        assertThat(report.mismatches()).isEmpty();
        assertThat(report.played()).isEqualTo(14);
    }

    @Test
    void readsTheFormsOfOtherRunners() {
        Path file = Path.of("src/test/resources/dev/mizu/acceptance/slt/forms.slt.txt").toAbsolutePath();

        SltRunner.Report report = SltRunner.run(file, SltTarget.of(server));

        assertThat(report.mismatches()).isEmpty();
        assertThat(report.played()).isEqualTo(20);
    }

    @Test
    void refusesWhatIsWrongInTheirForms() throws IOException {
        SltRunner.Report report = run("""
                query IT
                SELECT 1, 'x'
                ----
                1
                y

                query IT colnames
                SELECT 1 AS a, 'x' AS b
                ----
                a c
                1 x

                query T multiline
                SELECT 'x'
                ----
                y
                EOF

                mode cockroach

                query B
                SELECT true
                ----
                f

                query TT
                SELECT 'a b', 'c'
                ----
                a b d

                statement error pgcode 42601
                SELECT 1 / 0

                statement error
                SELECT 1 / 0
                ----
                overflow

                simple
                SELECT 1
                ----
                1
                COMPLETE 2

                mode standard

                query II
                SELECT 1, 2
                ----
                1 2
                """);

        assertThat(report.mismatches()).extracting(SltMismatch::line)
                .containsExactly(1, 7, 13, 21, 26, 31, 34, 39, 47);
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
    void takesBothFormsOfATruthValue() throws IOException {
        SltRunner.Report report = run("""
                query TTT
                SELECT true, false, NULL::bool
                ----
                t
                f
                NULL

                query BT?
                SELECT true, false, 't'
                ----
                true false t

                query T rowsort
                VALUES (true), (false)
                ----
                t
                f

                query TB valuesort
                SELECT false, true
                ----
                f
                t

                mode cockroach

                query TTT
                SELECT true, false, 'f'
                ----
                t false f
                """);

        assertThat(report.mismatches()).isEmpty();
        assertThat(report.played()).isEqualTo(5);
    }

    @Test
    void takesATextForNoTruthValue() throws IOException {
        SltRunner.Report report = run("""
                query T
                SELECT 't'
                ----
                true

                query TT
                SELECT true, 'f'
                ----
                t false

                query B
                SELECT 'true'
                ----
                t

                query T
                SELECT true
                ----
                f

                query TT valuesort
                SELECT false, 't'
                ----
                false
                true

                mode cockroach

                query TB
                SELECT 'true', 'f'
                ----
                t false
                """);

        assertThat(report.mismatches()).extracting(SltMismatch::line).containsExactly(1, 6, 11, 16, 21, 29);
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
        assertThatThrownBy(() -> SltParser.parse("# first\nquestion I\nSELECT 1\n", Set.of(SltTarget.MIZU)))
                .isInstanceOf(SltException.class).hasMessage("line 2: unknown directive 'question'");
    }
}
