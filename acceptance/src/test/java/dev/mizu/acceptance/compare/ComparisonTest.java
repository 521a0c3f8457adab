package dev.mizu.acceptance.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.acceptance.postgres.PostgresServer;
import dev.mizu.acceptance.region.RegionUnderTest;
import dev.mizu.acceptance.region.Regions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random questions: a region answers as PostgreSQL does, and the comparison itself finds and reduces a lie.
 * {@code -Dcompare.seed} starts elsewhere, {@code -Dcompare.seconds} goes on for longer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ComparisonTest {
    private static final long FIRST_SEED = Long.getLong("compare.seed", 1);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("compare.seconds", 60));

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

    private Engine postgres() {
        return JdbcEngine.connect("postgresql", server.url("postgres"), false);
    }

    @Test
    void questionsAreOnesThatPostgresAnswers() {
        Comparison comparison = new Comparison(this::postgres, () -> new Strict(postgres()));

        assertThat(LongStream.range(1, 80).mapToObj(comparison::run)).allMatch(Optional::isEmpty);
    }

    @Test
    void findsALieAndReducesIt() {
        Comparison comparison = new Comparison(this::postgres, () -> new Liar(postgres()));

        Difference found = LongStream.range(1, 60).mapToObj(comparison::run).flatMap(Optional::stream)
                .findFirst().orElseThrow();

        assertThat(found.query()).contains("LEFT JOIN");
        assertThat(found.expected()).isNotEqualTo(found.actual());
        assertThat(found.history()).as(found.toString())
                .filteredOn(sql -> !sql.startsWith("CREATE")).hasSizeLessThan(3);
    }

    @Test
    @EnabledIfSystemProperty(named = "acceptance.all", matches = "true",
            disabledReason = "what a region refuses is not left out of the questions yet; run by hand")
    void theRegionAnswersAsPostgresDoes(@TempDir Path folder) {
        Optional<RegionUnderTest> region = Regions.open(folder.resolve("data"));
        assumeTrue(region.isPresent(), "the class path holds no region to start");
        long end = System.nanoTime() + TIME.toNanos();
        try (RegionUnderTest mizu = region.orElseThrow()) {
            Comparison comparison = new Comparison(this::postgres,
                    () -> JdbcEngine.connect("mizu", mizu.url("materialize"), true));
            for (long seed = FIRST_SEED; System.nanoTime() < end; seed++) {
                assertThat(comparison.run(seed)).as("seed %d", seed).isEmpty();
            }
        }
    }

    /** Insists that every question can be answered. */
    private record Strict(Engine inner) implements Forwarding {
        @Override
        public List<String> answer(String sql, String letters) {
            List<String> answer = inner.answer(sql, letters);
            assertThat(answer).as(sql).noneMatch(row -> row.startsWith("error "));
            return answer;
        }
    }

    /** Forgets the rows of a left join that have no partner. */
    private record Liar(Engine inner) implements Forwarding {
        @Override
        public List<String> answer(String sql, String letters) {
            return inner.answer(sql.replace("LEFT JOIN", "JOIN"), letters);
        }
    }

    private interface Forwarding extends Engine {
        Engine inner();

        @Override
        default String name() {
            return inner().name();
        }

        @Override
        default void execute(String sql) {
            inner().execute(sql);
        }

        @Override
        default boolean maintain(String view, String query) {
            return inner().maintain(view, query);
        }

        @Override
        default void close() {
            inner().close();
        }
    }
}
