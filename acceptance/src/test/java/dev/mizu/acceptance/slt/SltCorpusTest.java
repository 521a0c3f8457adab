package dev.mizu.acceptance.slt;


import dev.mizu.acceptance.region.SharedRegion;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every {@code .slt} file of every module holds on a region, over the wire. */
final class SltCorpusTest {
    @RegisterExtension
    private static final SharedRegion REGION = new SharedRegion();

    @TestFactory
    Stream<DynamicTest> theRegionAgrees() {
        return SltFiles.tests(SltFiles.all(), () -> SltTarget.of(REGION));
    }
}
