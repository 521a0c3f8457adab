package dev.mizu.acceptance.slt;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connections of one file to a database of its own, by their names; owns both. One thread. */
final class SltSessions implements AutoCloseable {
    private final SltTarget target;
    private final String database = "slt_" + Long.toUnsignedString(System.nanoTime(), 36);
    private final Map<Key, Connection> connections = new HashMap<>();

    /** A driver binds values in extended mode only, and sends several statements as one text in simple mode only. */
    private record Key(String name, Optional<String> user, boolean extended) {}

    SltSessions(SltTarget target) throws SQLException {
        this.target = target;
        target.execute("CREATE DATABASE " + database);
    }

    Statement open(String name, Optional<String> user) throws SQLException {
        Statement statement = session(new Key(name, user, false)).createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }

    PreparedStatement bind(String name, String sql, List<String> parameters) throws SQLException {
        PreparedStatement statement = session(new Key(name, Optional.empty(), true))
                .prepareStatement(sql.replaceAll("\\$\\d+", "?"));
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).equals("NULL")) {
                statement.setNull(i + 1, Types.OTHER);
            } else {
                statement.setObject(i + 1, parameters.get(i), Types.OTHER);
            }
        }
        return statement;
    }

    private Connection session(Key key) throws SQLException {
        Connection known = connections.get(key);
        if (known == null) {
            String url = target.url(database, key.user());
            if (key.extended()) {
                url = url.replace("preferQueryMode=simple", "preferQueryMode=extended");
            }
            known = DriverManager.getConnection(url);
            connections.put(key, known);
            target.prepare(known);
        }
        return known;
    }

    /** Starts over with an empty database. */
    void reset() throws SQLException {
        close();
        target.execute("CREATE DATABASE " + database);
    }

    @Override
    public void close() throws SQLException {
        for (Connection open : connections.values()) {
            open.close();
        }
        connections.clear();
        target.execute(target.dropDatabase(database));
    }
}
