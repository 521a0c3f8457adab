package dev.mizu.acceptance.wire;

import dev.mizu.acceptance.region.RegionUnderTest;
import dev.mizu.testkit.postgres.PostgresServer;
import java.util.List;

/** Where a program connects to, and as whom. {@code engine} is {@code mizu} or {@code postgresql}. */
public record Address(String engine, String host, int port, String user, String database) {
    public static Address of(RegionUnderTest region) {
        return new Address("mizu", region.host(), region.sqlPort(), "materialize", "materialize");
    }

    public static Address of(PostgresServer server) {
        return new Address("postgresql", server.host(), server.port(), "postgres", "postgres");
    }

    /** As the arguments of a script. */
    public List<String> arguments() {
        return List.of(engine, host, Integer.toString(port), user, database);
    }
}
