package dev.mizu.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.acceptance.region.RegionUnderTest;
import dev.mizu.acceptance.region.Regions;
import dev.mizu.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** psycopg and node-postgres get from a region what they get from PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForeignDriversTest {
    private Optional<RegionUnderTest> region = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) {
        region = Regions.open(folder.resolve("data"));
    }

    @AfterAll
    void stop() {
        region.ifPresent(RegionUnderTest::close);
    }

    @TestFactory
    Stream<DynamicTest> psycopgOnTheRegion() {
        return tests(ForeignChecks::psycopg, regionAddress());
    }

    @TestFactory
    Stream<DynamicTest> nodePostgresOnTheRegion() {
        return tests(ForeignChecks::nodePostgres, regionAddress());
    }

    /** What the scripts ask for is what PostgreSQL does. */
    @TestFactory
    Stream<DynamicTest> bothOnPostgres() {
        try (PostgresServer server = PostgresServer.startOrSkip()) {
            Address address = Address.of(server);
            return Stream.concat(tests(ForeignChecks::psycopg, address), tests(ForeignChecks::nodePostgres, address));
        }
    }

    private Address regionAddress() {
        assumeTrue(region.isPresent(), "the class path holds no region to start");
        return Address.of(region.orElseThrow());
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
