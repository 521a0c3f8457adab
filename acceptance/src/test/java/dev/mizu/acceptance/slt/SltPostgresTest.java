package dev.mizu.acceptance.slt;


import dev.mizu.testkit.postgres.PostgresServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The shared corpora are true: PostgreSQL gives the answers that they expect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SltPostgresTest {
    @AutoClose
    private PostgresServer server;

    @BeforeAll
    void start() {
        server = PostgresServer.startOrSkip();
    }

    @TestFactory
    Stream<DynamicTest> postgresAgrees() {
        return SltFiles.tests(SltFiles.shared(), () -> SltTarget.of(server));
    }
}
