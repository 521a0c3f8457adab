package dev.mizu.acceptance.region;

/** A running region, reached through its doors only. */
public interface RegionUnderTest extends AutoCloseable {
    /** Where the doors listen. */
    default String host() {
        return "127.0.0.1";
    }

    /** The port of the PostgreSQL door. */
    int sqlPort();

    /** The JDBC address of {@code database}, in simple query mode, where each statement is one round trip of text. */
    default String url(String database) {
        return "jdbc:postgresql://" + host() + ":" + sqlPort() + "/" + database
                + "?user=materialize&preferQueryMode=simple";
    }

    /** Ends the use of the region; stops it when the test started it. */
    @Override
    void close();
}
