package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.slt.SltRecord.Expected;
import dev.mizu.acceptance.slt.SltRecord.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Plays one file on one database and collects what was not as expected. Owns its connections; one thread. */
public final class SltRunner implements AutoCloseable {
    private static final String FIRST = "default";

    private final SltTarget target;
    private final String database;
    private final Map<String, Connection> connections = new HashMap<>();
    private final Map<String, List<String>> labels = new HashMap<>();
    private final List<SltMismatch> mismatches = new ArrayList<>();
    private String connection = FIRST;
    private boolean rowsAsLines = true;
    private int hashThreshold;
    private int played;

    private SltRunner(SltTarget target, String database) {
        this.target = target;
        this.database = database;
    }

    /** What came of a file: how many records were played, and what differed. */
    public record Report(int played, List<SltMismatch> mismatches) {}

    /** Plays {@code file} in a database of its own, which is gone afterwards. */
    public static Report run(Path file, SltTarget target) {
        String database = "slt_" + Long.toUnsignedString(System.nanoTime(), 36);
        try {
            target.execute("CREATE DATABASE " + database);
            try (SltRunner runner = new SltRunner(target, database)) {
                for (SltRecord record : SltParser.parse(Files.readString(file), target.engine())) {
                    if (record instanceof SltRecord.Halt) {
                        break;
                    }
                    runner.play(record);
                }
                return new Report(runner.played, List.copyOf(runner.mismatches));
            } finally {
                target.execute(target.dropDatabase(database));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no database to play " + file + " in: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the answers that came into {@code file}, in place of those that were expected. */
    public static void rewrite(Path file, List<SltMismatch> mismatches) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            for (SltMismatch mismatch : mismatches.reversed()) {
                mismatch.expected().ifPresent(expected -> {
                    List<String> place = lines.subList(expected.from(), expected.to());
                    place.clear();
                    place.addAll(mismatch.actual());
                });
            }
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void play(SltRecord record) throws SQLException {
        switch (record) {
            case SltRecord.Statement statement -> statement(statement);
            case SltRecord.Query query -> query(query);
            case SltRecord.Simple simple -> simple(simple);
            case SltRecord.Connection other -> connection = other.name();
            case SltRecord.Mode mode -> rowsAsLines = mode.rows();
            case SltRecord.HashThreshold threshold -> hashThreshold = threshold.values();
            case SltRecord.Halt halt -> throw new SltException(halt.line(), "halt ends a file");
        }
    }

    private void statement(SltRecord.Statement record) throws SQLException {
        played++;
        try {
            long changed = change(record);
            switch (record.outcome()) {
                case Outcome.Fails(var pattern) -> mismatch(record, record.sql(), "an error with /" + pattern + "/",
                        List.of("success"));
                case Outcome.Count(var rows) when rows != changed -> mismatch(record, record.sql(), rows + " rows",
                        List.of(changed + " rows"));
                case Outcome.Count count -> { }
                case Outcome.Ok ok -> { }
            }
        } catch (SQLException e) {
            boolean wanted = record.outcome() instanceof Outcome.Fails(var pattern) && pattern.matcher(text(e)).find();
            if (!wanted) {
                mismatch(record, record.sql(), record.outcome().toString(), List.of(text(e)));
            }
        }
    }

    private long change(SltRecord.Statement record) throws SQLException {
        try (PreparedStatement statement = prepare(record.sql(), record.parameters())) {
            if (!statement.execute()) {
                return statement.getUpdateCount();
            }
            long rows = 0;
            try (ResultSet results = statement.getResultSet()) {
                while (results.next()) {
                    rows++;
                }
            }
            return rows;
        }
    }

    private void query(SltRecord.Query record) throws SQLException {
        played++;
        Answer answer;
        try (PreparedStatement statement = prepare(record.sql(), record.parameters());
                ResultSet results = statement.executeQuery()) {
            int columns = results.getMetaData().getColumnCount();
            if (columns != record.types().length()) {
                mismatch(record, record.sql(), record.types().length() + " columns", List.of(columns + " columns"));
                return;
            }
            answer = read(results, record.types());
        } catch (SQLException e) {
            mismatch(record, record.sql(), "an answer", List.of(text(e)));
            return;
        }
        boolean hashed = Answer.isHash(record.expected().lines());
        List<String> actual = answer.lines(record.sorting(), rowsAsLines, hashed ? 1 : hashThreshold);
        boolean asRows = rowsAsLines && record.sorting() != SltRecord.Sorting.VALUESORT && !Answer.isHash(actual);
        if (!Answer.normalized(record.expected().lines(), asRows).equals(Answer.normalized(actual, asRows))) {
            mismatches.add(new SltMismatch(record.line(), record.sql(), String.join("\n", record.expected().lines()),
                    actual, Optional.of(record.expected())));
        }
        record.label().ifPresent(label -> {
            List<String> hash = answer.lines(record.sorting(), rowsAsLines, 1);
            if (!labels.computeIfAbsent(label, first -> hash).equals(hash)) {
                mismatch(record, record.sql(), "the same answer as before under label " + label, actual);
            }
        });
    }

    private void simple(SltRecord.Simple record) throws SQLException {
        played++;
        List<String> actual = new ArrayList<>();
        try (Statement statement = session(false).createStatement()) {
            boolean rows = statement.execute(record.sql());
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    List<List<String>> read = read(statement.getResultSet(), "").rows();
                    read.forEach(row -> actual.add(String.join(",", row)));
                    actual.add("COMPLETE " + read.size());
                } else {
                    actual.add("COMPLETE " + statement.getUpdateCount());
                }
                rows = statement.getMoreResults();
            }
        } catch (SQLException e) {
            actual.add("error " + text(e));
        }
        Expected expected = record.expected();
        if (!expected.lines().equals(actual)) {
            mismatches.add(new SltMismatch(record.line(), record.sql(), String.join("\n", expected.lines()), actual,
                    Optional.of(expected)));
        }
    }

    private static Answer read(ResultSet results, String types) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        int columns = results.getMetaData().getColumnCount();
        while (results.next()) {
            List<String> row = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                boolean bool = "bool".equals(results.getMetaData().getColumnTypeName(i));
                char type = types.isEmpty() ? 'T' : types.charAt(i - 1);
                row.add(Answer.print(Optional.ofNullable(results.getString(i)), type, bool));
            }
            rows.add(row);
        }
        return new Answer(rows);
    }

    private PreparedStatement prepare(String sql, List<String> parameters) throws SQLException {
        if (parameters.isEmpty()) {
            // The driver reads a question mark as a parameter; doubling it keeps the operators.
            return session(false).prepareStatement(sql.replace("?", "??"));
        }
        PreparedStatement statement = session(true).prepareStatement(sql.replaceAll("\\$\\d+", "?"));
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).equals("NULL")) {
                statement.setNull(i + 1, Types.OTHER);
            } else {
                statement.setObject(i + 1, parameters.get(i), Types.OTHER);
            }
        }
        return statement;
    }

    private Connection session(boolean extended) throws SQLException {
        String key = connection + (extended ? " extended" : "");
        Connection known = connections.get(key);
        if (known == null) {
            String url = target.url(database);
            known = DriverManager.getConnection(
                    extended ? url.replace("preferQueryMode=simple", "preferQueryMode=extended") : url);
            connections.put(key, known);
            target.prepare(known);
        }
        return known;
    }

    private static String text(SQLException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "").replaceFirst("^(ERROR|FATAL): ", "");
        return e.getSQLState() + ": " + message.replaceAll("\\s*\\n\\s*", " ");
    }

    private void mismatch(SltRecord record, String sql, String expected, List<String> actual) {
        mismatches.add(new SltMismatch(record.line(), sql, expected, actual, Optional.empty()));
    }

    @Override
    public void close() throws SQLException {
        for (Connection open : connections.values()) {
            open.close();
        }
    }
}
