package dev.mizu.acceptance.compare;

import dev.mizu.acceptance.slt.SltPrinter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A schema of its own in a database over JDBC, gone when closed. Owns its connection; one thread. */
public final class JdbcEngine implements Engine {
    private final String name;
    private final Connection connection;
    private final String schema = "compare_" + Long.toUnsignedString(System.nanoTime(), 36);
    private final boolean maintains;

    private JdbcEngine(String name, Connection connection, boolean maintains) {
        this.name = name;
        this.connection = connection;
        this.maintains = maintains;
    }

    /** Connects; {@code maintains} says whether views with an index are kept right by the engine. */
    public static JdbcEngine connect(String name, String url, boolean maintains) {
        try {
            JdbcEngine engine = new JdbcEngine(name, DriverManager.getConnection(url), maintains);
            engine.execute("CREATE SCHEMA " + engine.schema);
            engine.execute("SET search_path TO " + engine.schema);
            return engine;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot connect to " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(name + " refuses " + sql + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> answer(String sql, String letters) {
        try (Statement statement = connection.createStatement(); ResultSet results = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < letters.length(); i++) {
                    row.add(SltPrinter.print(Optional.ofNullable(results.getString(i + 1)), letters.charAt(i)));
                }
                rows.add(String.join(" | ", row));
            }
            Collections.sort(rows);
            return rows;
        } catch (SQLException e) {
            return List.of("error " + e.getSQLState() + ": " + e.getMessage());
        }
    }

    @Override
    public boolean maintain(String view, String query) {
        if (maintains) {
            execute("CREATE VIEW " + view + " AS " + query);
            execute("CREATE DEFAULT INDEX ON " + view);
        }
        return maintains;
    }

    @Override
    public void close() {
        try (connection) {
            execute("DROP SCHEMA " + schema + " CASCADE");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
