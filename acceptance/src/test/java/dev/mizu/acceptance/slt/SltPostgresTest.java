package dev.mizu.acceptance.slt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.acceptance.postgres.PostgresServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The shared corpora are true: PostgreSQL gives the answers that they expect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SltPostgresTest {
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

    @TestFactory
    Stream<DynamicTest> postgresAgrees() {
        return SltFiles.tests(SltFiles.shared(), () -> SltTarget.of(server), java.util.Set.of());
    }
}
