package dev.mizu.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.mizu.acceptance.region.SharedRegion;
import dev.mizu.testkit.postgres.PostgresServer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opentest4j.TestAbortedException;

/** psycopg and node-postgres get from a region what they get from PostgreSQL. */
final class ForeignDriversTest {
    @RegisterExtension
    private static final SharedRegion REGION = new SharedRegion();

    @TestFactory
    Stream<DynamicTest> psycopgOnTheRegion() {
        return tests(ForeignChecks::psycopg, Address.of(REGION));
    }

    @TestFactory
    Stream<DynamicTest> nodePostgresOnTheRegion() {
        return tests(ForeignChecks::nodePostgres, Address.of(REGION));
    }

    /** What the scripts ask for is what PostgreSQL does. */
    @TestFactory
    Stream<DynamicTest> bothOnPostgres() {
        try (PostgresServer server = PostgresServer.startOrSkip()) {
            Address address = Address.of(server);
            return Stream.concat(tests(ForeignChecks::psycopg, address), tests(ForeignChecks::nodePostgres, address));
        }
    }

    private static Stream<DynamicTest> tests(Supplier<ForeignChecks> driver, Address address) {
        ForeignChecks checks;
        try {
            checks = driver.get();
        } catch (RuntimeException e) {
            throw new TestAbortedException("the driver cannot be installed here: " + e.getMessage(), e);
        }
        List<ForeignChecks.Outcome> outcomes = checks.run(address);
        assertThat(outcomes).as("checks that reported").hasSizeGreaterThan(10);
        return outcomes.stream().map(outcome -> DynamicTest.dynamicTest(outcome.check(),
                () -> outcome.failure().ifPresent(failure -> fail(failure))));
    }
}
