package dev.mizu.acceptance.region;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a region for a test to talk to. */
public final class Regions {
    private static final String URL = "slt.url";
    private static final String SYSTEM_PORT = "slt.system-port";
    /** How far the doors are apart by default. */
    private static final int DOORS = 2;

    private Regions() {}

    /**
     * The region that {@code -Dslt.url=jdbc:postgresql://host:port/..} names, its door for the system's own roles
     * two ports higher or where {@code -Dslt.system-port} says, else one of our own on {@code data};
     * empty when there is no region to start.
     */
    public static Optional<RegionUnderTest> open(Path data) {
        String url = System.getProperty(URL, "");
        if (!url.isEmpty()) {
            URI address = URI.create(url.replaceFirst("^jdbc:", ""));
            return Optional.of(new Running(address.getHost(), address.getPort(),
                    Integer.getInteger(SYSTEM_PORT, address.getPort() + DOORS)));
        }
        return RegionProcess.available() ? Optional.of(RegionProcess.start(data)) : Optional.empty();
    }

    /** A region that somebody else runs. */
    private record Running(String host, int sqlPort, int systemSqlPort) implements RegionUnderTest {
        @Override
        public void close() {}
    }
}
