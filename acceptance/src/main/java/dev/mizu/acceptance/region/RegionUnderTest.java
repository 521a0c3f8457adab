package dev.mizu.acceptance.region;

/** A running region, reached through its doors only. */
public interface RegionUnderTest extends AutoCloseable {
    /** Where the doors listen. */
    default String host() {
        return "127.0.0.1";
    }

    /** The port of the PostgreSQL door. */
    int sqlPort();

    /** The port of the PostgreSQL door for the system's own roles. */
    int systemSqlPort();

    /** The JDBC address of {@code database} for a role, through the door that takes it; in simple query mode too. */
    default String url(String database, String role) {
        int port = role.startsWith("mz_") ? systemSqlPort() : sqlPort();
        return "jdbc:postgresql://" + host() + ":" + port + "/" + database
                + "?user=" + role + "&preferQueryMode=simple";
    }

    /** The JDBC address of {@code database}, in simple query mode, where each statement is one round trip of text. */
    default String url(String database) {
        return url(database, "materialize");
    }

    /** Ends the use of the region; stops it when the test started it. */
    @Override
    void close();
}
