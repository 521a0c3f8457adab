package dev.mizu.acceptance.compare;

import dev.mizu.acceptance.compare.Piece.Value;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A schema of its own in a database over JDBC, gone when closed. Owns its connections; one thread. */
public final class JdbcEngine implements Engine {
    private final String name;
    private final String schema = "compare_" + Long.toUnsignedString(System.nanoTime(), 36);
    private final int patienceSeconds;
    private Connection simple;
    private Connection extended;

    private JdbcEngine(String name, String url, int patienceSeconds) throws SQLException {
        this.name = name;
        this.patienceSeconds = patienceSeconds;
        this.simple = DriverManager.getConnection(url + "&preferQueryMode=simple");
        this.extended = DriverManager.getConnection(url + "&preferQueryMode=extended&prepareThreshold=-1");
    }

    /**
     * Connects.
     *
     * @param url             with at least one parameter, and no query mode
     * @param patienceSeconds after which a question is given up
     */
    public static JdbcEngine connect(String name, String url, int patienceSeconds) {
        try {
            JdbcEngine engine = new JdbcEngine(name, url, patienceSeconds);
            engine.must("CREATE SCHEMA " + engine.schema);
            engine.use();
            return engine;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot connect to " + name + ": " + e.getMessage(), e);
        }
    }

    private void use() throws SQLException {
        must("SET search_path TO " + schema);
        try (Statement statement = extended.createStatement()) {
            statement.execute("SET search_path TO " + schema);
        }
    }

    private void must(String sql) {
        Answer answer = execute(sql);
        if (answer.isError()) {
            throw new IllegalStateException(name + " refuses " + sql + ": " + answer.error());
        }
    }

    /** The schema that it lives in. */
    String schema() {
        return schema;
    }

    /** Leaves the database, to come back by {@link #resume}. */
    void pause() {
        try (Connection first = simple; Connection second = extended) {
            first.clearWarnings();
            second.clearWarnings();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Comes back, perhaps to another address. */
    void resume(String url) {
        try {
            simple = DriverManager.getConnection(url + "&preferQueryMode=simple");
            extended = DriverManager.getConnection(url + "&preferQueryMode=extended&prepareThreshold=-1");
            use();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot come back to " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Mode> modes() {
        return EnumSet.of(Mode.SELECT, Mode.PREPARED);
    }

    @Override
    public Answer execute(String sql) {
        try (Statement statement = simple.createStatement()) {
            statement.setQueryTimeout(patienceSeconds);
            return statement.execute(sql)
                    ? new Answer(List.of(), List.of(), "")
                    : new Answer(List.of(), List.of(Integer.toString(statement.getUpdateCount())), "");
        } catch (SQLException e) {
            return failed(e);
        }
    }

    @Override
    public Answer ask(Question question, Mode mode) {
        return mode == Mode.PREPARED ? prepared(question) : ask(question.sql().render(), question.kinds());
    }

    /** Asks in simple query mode for columns of these types. */
    Answer ask(String sql, List<Kind> kinds) {
        try (Statement statement = simple.createStatement()) {
            statement.setQueryTimeout(patienceSeconds);
            try (ResultSet results = statement.executeQuery(sql)) {
                return collect(results, kinds);
            }
        } catch (SQLException e) {
            return failed(e);
        }
    }

    private Answer prepared(Question question) {
        List<Value> values = new ArrayList<>();
        String sql = question.sql().parameterized(values);
        try (PreparedStatement statement = extended.prepareStatement(sql)) {
            statement.setQueryTimeout(patienceSeconds);
            for (int i = 0; i < values.size(); i++) {
                bind(statement, i + 1, values.get(i));
            }
            try (ResultSet results = statement.executeQuery()) {
                return collect(results, question.kinds());
            }
        } catch (SQLException e) {
            return failed(e);
        }
    }

    private static void bind(PreparedStatement statement, int at, Value value) throws SQLException {
        String text = value.text();
        switch (value.kind()) {
            case BOOL -> statement.setBoolean(at, Boolean.parseBoolean(text));
            case INT2 -> statement.setShort(at, Short.parseShort(text));
            case INT4 -> statement.setInt(at, Integer.parseInt(text));
            case INT8 -> statement.setLong(at, Long.parseLong(text));
            case FLOAT4 -> statement.setFloat(at, Float.parseFloat(text));
            case FLOAT8 -> statement.setDouble(at, Double.parseDouble(text));
            case NUMERIC -> statement.setBigDecimal(at, new BigDecimal(text));
            case TEXT, VARCHAR, CHAR -> statement.setString(at, text);
            case BYTEA -> statement.setBytes(at, HexFormat.of().parseHex(text.substring(2)));
            case UUID -> statement.setObject(at, java.util.UUID.fromString(text));
            default -> statement.setObject(at, text, Types.OTHER);
        }
    }

    private static Answer collect(ResultSet results, List<Kind> kinds) throws SQLException {
        ResultSetMetaData metadata = results.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            columns.add(metadata.getColumnLabel(i) + " " + metadata.getColumnTypeName(i));
        }
        List<String> rows = new ArrayList<>();
        while (results.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < kinds.size(); i++) {
                row.add(text(results, i + 1, kinds.get(i)));
            }
            rows.add(String.join(" | ", row));
        }
        return new Answer(columns, rows, "");
    }

    private static String text(ResultSet results, int at, Kind kind) throws SQLException {
        if (kind == Kind.BYTEA) {
            byte[] bytes = results.getBytes(at);
            return bytes == null ? "NULL" : "\\x" + HexFormat.of().formatHex(bytes);
        }
        String text = results.getString(at);
        return text == null ? "NULL" : Printing.print(kind, text);
    }

    private static Answer failed(SQLException e) {
        return Answer.failed(String.valueOf(e.getSQLState()), String.valueOf(e.getMessage()));
    }

    @Override
    public Answer maintain(String view, Question question, Mode mode) {
        throw new IllegalStateException(name + " maintains nothing");
    }

    @Override
    public Answer read(String view, Question question, Mode mode) {
        throw new IllegalStateException(name + " maintains nothing");
    }

    @Override
    public void close() {
        try (Connection first = simple; Connection second = extended) {
            must("DROP SCHEMA " + schema + " CASCADE");
            first.clearWarnings();
            second.clearWarnings();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
