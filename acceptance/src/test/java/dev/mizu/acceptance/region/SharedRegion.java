package dev.mizu.acceptance.region;

import dev.mizu.testkit.process.TemporaryFolder;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The region that all tests of a class talk to: the one that {@code -Dslt.url=jdbc:postgresql://host:port/..} names,
 * its door for the system's own roles two ports higher or where {@code -Dslt.system-port} says, else one of its own on
 * a new folder, inside this JVM, which is warm. Kept in a static field with {@code @RegisterExtension}, it runs from
 * before the class to after it; the class fails when one of its background threads has failed.
 */
public final class SharedRegion implements RegionUnderTest, BeforeAllCallback, AfterAllCallback {
    /** How far the doors are apart by default. */
    private static final int DOORS = 2;

    private Optional<RegionUnderTest> region = Optional.empty();
    private Optional<TemporaryFolder> folder = Optional.empty();

    @Override
    public void beforeAll(ExtensionContext context) {
        String url = System.getProperty("slt.url", "");
        if (!url.isEmpty()) {
            URI address = URI.create(url.replaceFirst("^jdbc:", ""));
            region = Optional.of(new Running(address.getHost(), address.getPort(),
                    Integer.getInteger("slt.system-port", address.getPort() + DOORS)));
            return;
        }
        TemporaryFolder home = TemporaryFolder.named("mizu-region");
        folder = Optional.of(home);
        region = Optional.of(EmbeddedRegion.open(home.path()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try {
            if (region.orElseThrow() instanceof EmbeddedRegion embedded) {
                embedded.check();
            }
        } finally {
            close();
        }
    }

    @Override
    public String host() {
        return region.orElseThrow().host();
    }

    @Override
    public int sqlPort() {
        return region.orElseThrow().sqlPort();
    }

    @Override
    public int systemSqlPort() {
        return region.orElseThrow().systemSqlPort();
    }

    @Override
    public void close() {
        region.ifPresent(RegionUnderTest::close);
        folder.ifPresent(TemporaryFolder::close);
    }

    /** A region that somebody else runs. */
    private record Running(String host, int sqlPort, int systemSqlPort) implements RegionUnderTest {
        @Override
        public void close() {}
    }
}
