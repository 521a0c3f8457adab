package dev.mizu.acceptance.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.region.EmbeddedRegion;
import dev.mizu.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random questions: a region answers as PostgreSQL does in every way of asking, and the comparison itself finds and
 * reduces a lie. Without properties it plays the same few seeds each time; {@code -Dcompare.minutes} goes on for that
 * long with seeds never seen, {@code -Dcompare.seed} starts at one of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ComparisonTest {
    private static final int SEEDS = 12;
    private static final int RESTART_EACH = 4;
    /** A slow machine plays fewer seeds rather than to take longer. */
    private static final Duration LONGEST = Duration.ofSeconds(45);

    @AutoClose
    private PostgresServer server;

    @BeforeAll
    void start() {
        server = PostgresServer.startOrSkip();
    }

    private Engine postgres() {
        String options = "&options=-c%20statement_timeout=3000%20-c%20timezone=UTC";
        return JdbcEngine.connect("postgresql", server.url() + options, 10);
    }

    @Test
    void questionsAreOnesThatPostgresAnswers() {
        Comparison comparison = new Comparison(this::postgres, () -> new Strict(postgres()));

        assertThat(LongStream.range(1, 20).mapToObj(seed -> comparison.run(seed, false))).allMatch(Optional::isEmpty);
        assertThat(comparison.compared()).isGreaterThan(300);
    }

    @Test
    void findsALieAndReducesIt() {
        Comparison comparison = new Comparison(this::postgres, () -> new Liar(postgres()));

        Difference found = LongStream.range(1, 60).mapToObj(seed -> comparison.run(seed, false))
                .flatMap(Optional::stream).findFirst().orElseThrow();

        assertThat(found.query()).contains("LEFT JOIN");
        assertThat(found.expected()).isNotEqualTo(found.actual());
        assertThat(found.history()).as(found.toString())
                .filteredOn(sql -> !sql.startsWith("CREATE")).hasSizeLessThan(3);
    }

    @Test
    void theRegionAnswersAsPostgresDoes(@TempDir Path folder) {
        long minutes = Long.getLong("compare.minutes", 0);
        long first = Long.getLong("compare.seed", minutes > 0 ? System.nanoTime() >>> 8 : 1);
        long end = System.nanoTime() + (minutes > 0 ? Duration.ofMinutes(minutes) : LONGEST).toNanos();
        long last = minutes > 0 ? Long.MAX_VALUE : first + SEEDS;
        AtomicReference<EmbeddedRegion> region = new AtomicReference<>(EmbeddedRegion.open(folder.resolve("data")));
        List<Difference> found = new ArrayList<>();
        try {
            Comparison comparison = new Comparison(this::postgres,
                    () -> new RegionEngine(region.get(), () -> region.updateAndGet(EmbeddedRegion::reopened)));
            for (long seed = first; seed < last && System.nanoTime() < end; seed++) {
                comparison.run(seed, seed % RESTART_EACH == 0).ifPresent(difference -> {
                    System.out.println(difference);
                    found.add(difference);
                });
                region.get().check();
            }
            assertThat(comparison.compared()).isPositive();
        } finally {
            region.get().close();
        }
        assertThat(found).isEmpty();
    }

    @Test
    void deliberateDifferencesAreStillThere(@TempDir Path folder) throws IOException {
        List<String> said = new ArrayList<>();
        List<String> meant = new ArrayList<>();
        String[] blocks = Files.readString(Path.of("src/test/resources/deliberate.txt")).split("\n\n");
        try (EmbeddedRegion region = EmbeddedRegion.open(folder.resolve("data")); Engine judge = postgres();
                Engine candidate = new RegionEngine(region, () -> region)) {
            // The first block says what the file is.
            for (String block : Arrays.asList(blocks).subList(1, blocks.length)) {
                String[] lines = block.strip().split("\n");
                Question question = new Question(Piece.of(lines[1]), List.of(Kind.TEXT), false, false, false);
                said.add(String.join("\n", lines));
                meant.add(String.join("\n", lines[0], lines[1], brief(judge.ask(question, Mode.SELECT)),
                        brief(candidate.ask(question, Mode.SELECT))));
            }
        }
        assertThat(meant).isEqualTo(said);
    }

    private static String brief(Answer answer) {
        String columns = String.join(", ", answer.columns());
        return answer.isError() ? "error " + answer.state()
                : answer.rows().isEmpty() ? columns : columns + ": " + String.join(", ", answer.rows());
    }

    /** Insists that every question can be answered. */
    private record Strict(Engine inner) implements Forwarding {
        @Override
        public Answer ask(Question question, Mode mode) {
            Answer answer = inner.ask(question, mode);
            assertThat(answer.isRefusal()).as(question.sql().render() + "\n" + answer).isFalse();
            return answer;
        }
    }

    /** Forgets the rows of a left join that have no partner. */
    private record Liar(Engine inner) implements Forwarding {
        @Override
        public Answer ask(Question question, Mode mode) {
            String lie = question.sql().render().replace("LEFT JOIN", "JOIN");
            return inner.ask(question.with(Piece.of(lie)), Mode.SELECT);
        }
    }

    private interface Forwarding extends Engine {
        Engine inner();

        @Override
        default String name() {
            return inner().name();
        }

        @Override
        default Set<Mode> modes() {
            return Set.of(Mode.SELECT);
        }

        @Override
        default Answer execute(String sql) {
            return inner().execute(sql);
        }

        @Override
        default Answer maintain(String view, Question question, Mode mode) {
            return inner().maintain(view, question, mode);
        }

        @Override
        default Answer read(String view, Question question, Mode mode) {
            return inner().read(view, question, mode);
        }

        @Override
        default void close() {
            inner().close();
        }
    }
}
