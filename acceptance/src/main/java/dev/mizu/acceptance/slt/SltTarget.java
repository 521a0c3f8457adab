package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.region.RegionUnderTest;
import dev.mizu.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A database to play files on: the names that it answers to in {@code skipif} and {@code onlyif} lines, and the
 * address of each of its databases for a role, or for the one that files mean by naming none. A region answers to
 * PostgreSQL's name too, as it speaks PostgreSQL's SQL.
 */
public record SltTarget(Set<String> engines, String home, BiFunction<String, Optional<String>, String> addresses) {
    public static final String MIZU = "mizu";
    public static final String POSTGRESQL = "postgresql";

    public static SltTarget of(RegionUnderTest region) {
        return new SltTarget(Set.of(MIZU, "materialize", POSTGRESQL), "materialize",
                (database, role) -> region.url(database, role.orElse("materialize")));
    }

    public static SltTarget of(PostgresServer server) {
        return new SltTarget(Set.of(POSTGRESQL), "postgres", (database, role) ->
                server.url(database, role.orElse("postgres")) + "&preferQueryMode=simple");
    }

    String url(String database, Optional<String> role) {
        return addresses.apply(database, role);
    }

    private boolean isPostgres() {
        return !engines.contains(MIZU);
    }

    /** Runs one statement outside of the databases that come and go. */
    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(home, Optional.empty()));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String dropDatabase(String database) {
        return "DROP DATABASE IF EXISTS " + database + (isPostgres() ? " WITH (FORCE)" : " CASCADE");
    }

    /** Makes a fresh connection print as files expect. */
    void prepare(Connection connection) throws SQLException {
        if (isPostgres()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone TO 'UTC'");
            }
        }
    }
}
