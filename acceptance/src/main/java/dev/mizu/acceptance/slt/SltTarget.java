package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.postgres.PostgresServer;
import dev.mizu.acceptance.region.RegionUnderTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;

/** A database to play files on: its name in {@code onlyif} lines, and the address of each of its databases. */
public record SltTarget(String engine, String home, UnaryOperator<String> addresses) {
    public static final String MIZU = "mizu";
    public static final String POSTGRESQL = "postgresql";

    public static SltTarget of(RegionUnderTest region) {
        return new SltTarget(MIZU, "materialize", region::url);
    }

    public static SltTarget of(PostgresServer server) {
        return new SltTarget(POSTGRESQL, "postgres", server::url);
    }

    String url(String database) {
        return addresses.apply(database);
    }

    /** Runs one statement outside of the databases that come and go. */
    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(home));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String dropDatabase(String database) {
        return "DROP DATABASE " + database + (engine.equals(POSTGRESQL) ? " WITH (FORCE)" : " CASCADE");
    }

    /** Makes a fresh connection print as files expect. */
    void prepare(Connection connection) throws SQLException {
        if (engine.equals(POSTGRESQL)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone TO 'UTC'");
            }
        }
    }
}
