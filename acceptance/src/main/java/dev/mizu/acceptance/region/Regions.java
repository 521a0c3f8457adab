package dev.mizu.acceptance.region;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a region for a test to talk to. */
public final class Regions {
    private static final String URL = "slt.url";

    private Regions() {}

    /**
     * The region that {@code -Dslt.url=jdbc:postgresql://host:port/..} names, else one of our own on {@code data};
     * empty when there is no region to start.
     */
    public static Optional<RegionUnderTest> open(Path data) {
        String url = System.getProperty(URL, "");
        if (!url.isEmpty()) {
            URI address = URI.create(url.replaceFirst("^jdbc:", ""));
            return Optional.of(new Running(address.getHost(), address.getPort()));
        }
        return RegionProcess.available() ? Optional.of(RegionProcess.start(data)) : Optional.empty();
    }

    /** A region that somebody else runs. */
    private record Running(String host, int sqlPort) implements RegionUnderTest {
        @Override
        public void close() {}
    }
}
