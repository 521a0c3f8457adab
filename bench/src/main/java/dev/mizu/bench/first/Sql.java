package dev.mizu.bench.first;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Statements over JDBC, short. */
final class Sql {
    private Sql() {}

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The rows, columns parted by blanks. */
    static List<String> lines(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringJoiner line = new StringJoiner(" ");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.add(rows.getString(i));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    /** Writes rows in COPY's text format; returns when they are committed. */
    static void copy(Connection connection, String table, byte[] text) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
        copy.writeToCopy(text, 0, text.length);
        copy.endCopy();
    }

    /** Stops the benchmark when an answer is wrong: figures of wrong answers are worth nothing. */
    static void same(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException(what + " is wrong: expected " + expected + " but got " + actual);
        }
    }
}
