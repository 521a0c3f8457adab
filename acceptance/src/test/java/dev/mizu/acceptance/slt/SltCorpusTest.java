package dev.mizu.acceptance.slt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.acceptance.region.RegionUnderTest;
import dev.mizu.acceptance.region.Regions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every {@code .slt} file of every module holds on a region, over the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SltCorpusTest {
    private Optional<RegionUnderTest> region = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) {
        region = Regions.open(folder.resolve("data"));
        assumeTrue(region.isPresent(), "the class path holds no region to start");
    }

    @AfterAll
    void stop() {
        region.ifPresent(RegionUnderTest::close);
    }

    @TestFactory
    Stream<DynamicTest> theRegionAgrees() {
        return SltFiles.tests(SltFiles.all(), () -> SltTarget.of(region.orElseThrow()), SltFiles.owed());
    }
}
