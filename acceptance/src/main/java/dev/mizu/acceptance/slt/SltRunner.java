package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.slt.SltRecord.Dialect;
import dev.mizu.acceptance.slt.SltRecord.Expected;
import dev.mizu.acceptance.slt.SltRecord.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays one file on one database and collects what was not as expected. One thread. */
public final class SltRunner {
    private static final String FIRST = "default";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final SltSessions sessions;
    private final Map<String, List<String>> labels = new HashMap<>();
    private final List<SltMismatch> mismatches = new ArrayList<>();
    private String connection = FIRST;
    private Dialect dialect = Dialect.UNSTATED;
    private int hashThreshold;
    private int played;

    private SltRunner(SltSessions sessions) {
        this.sessions = sessions;
    }

    /** What came of a file: how many records were played, and what differed. */
    public record Report(int played, List<SltMismatch> mismatches) {}

    /** Plays {@code file} in a database of its own, which is gone afterwards. */
    public static Report run(Path file, SltTarget target) {
        try (SltSessions sessions = new SltSessions(target)) {
            SltRunner runner = new SltRunner(sessions);
            for (SltRecord record : SltParser.parse(Files.readString(file), target.engines())) {
                if (record instanceof SltRecord.Halt) {
                    break;
                }
                runner.play(record);
            }
            return new Report(runner.played, List.copyOf(runner.mismatches));
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
            case SltRecord.Mode mode -> dialect = mode.dialect();
            case SltRecord.HashThreshold threshold -> hashThreshold = threshold.values();
            case SltRecord.Sleep sleep -> pause(sleep.duration());
            case SltRecord.Reset ignored -> sessions.reset();
            case SltRecord.Halt halt -> throw new SltException(halt.line(), "halt ends a file");
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void statement(SltRecord.Statement record) {
        played++;
        try (Statement statement = open(record.sql(), record.parameters())) {
            long changed = changed(statement);
            switch (record.outcome()) {
                case Outcome.Fails fails -> mismatch(record, record.sql(), fails.toString(), List.of("success"));
                case Outcome.Count(var rows) when rows != changed -> mismatch(record, record.sql(), rows + " rows",
                        List.of(changed + " rows"));
                case Outcome.Count count -> { }
                case Outcome.Ok ok -> { }
            }
        } catch (SQLException e) {
            Refusal refusal = Refusal.of(e);
            if (!(record.outcome() instanceof Outcome.Fails fails && refusal.is(fails))) {
                mismatch(record, record.sql(), record.outcome().toString(), List.of(refusal.asDriver()));
            }
        }
    }

    /** Sends a statement; what it gives is in the statement that comes back. */
    private Statement open(String sql, List<String> parameters) throws SQLException {
        if (parameters.isEmpty()) {
            Statement statement = sessions.open(connection, Optional.empty());
            statement.execute(sql);
            return statement;
        }
        var statement = sessions.bind(connection, sql, parameters);
        statement.execute();
        return statement;
    }

    private static long changed(Statement statement) throws SQLException {
        try (ResultSet results = statement.getResultSet()) {
            if (results == null) {
                return statement.getUpdateCount();
            }
            long rows = 0;
            while (results.next()) {
                rows++;
            }
            return rows;
        }
    }

    private void query(SltRecord.Query record) {
        played++;
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<SltMismatch> mismatch = ask(record);
        while (mismatch.isPresent() && record.retry() && System.nanoTime() < end) {
            pause(PAUSE);
            mismatch = ask(record);
        }
        mismatch.ifPresent(mismatches::add);
    }

    private Optional<SltMismatch> ask(SltRecord.Query record) {
        Answer answer;
        try (Statement statement = open(record.sql(), record.parameters());
                ResultSet results = statement.getResultSet()) {
            int columns = results == null ? 0 : results.getMetaData().getColumnCount();
            if (results == null || columns != record.types().length()) {
                return Optional.of(new SltMismatch(record.line(), record.sql(), record.types().length() + " columns",
                        List.of(columns + " columns"), Optional.empty()));
            }
            answer = read(results, record.types(), dialect);
        } catch (SQLException e) {
            return Optional.of(new SltMismatch(record.line(), record.sql(), "an answer",
                    List.of(Refusal.of(e).asDriver()), Optional.empty()));
        }
        if (record.label().isPresent()) {
            List<String> hash = answer.lines(record.form(), false, 1);
            if (!labels.computeIfAbsent(record.label().get(), first -> hash).equals(hash)) {
                mismatch(record, record.sql(), "the same answer as before under label " + record.label().get(), hash);
            }
        }
        List<String> expected = record.expected().lines();
        if (answer.matches(expected, record.form(), dialect)) {
            return Optional.empty();
        }
        List<String> actual = answer.lines(record.form(), dialect != Dialect.STANDARD,
                Answer.isHash(expected) ? 1 : hashThreshold);
        return Optional.of(new SltMismatch(record.line(), record.sql(), String.join("\n", expected), actual,
                Optional.of(record.expected())));
    }

    private void simple(SltRecord.Simple record) {
        played++;
        List<String> actual = new ArrayList<>();
        Optional<Refusal> refusal = Optional.empty();
        try (Statement statement = sessions.open(record.connection().orElse(connection), record.user())) {
            boolean rows = statement.execute(record.sql());
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    List<List<String>> read = wire(statement.getResultSet());
                    read.forEach(row -> actual.add(String.join(",", row)));
                    actual.add("COMPLETE " + read.size());
                } else {
                    actual.add("COMPLETE " + statement.getUpdateCount());
                }
                rows = statement.getMoreResults();
            }
        } catch (SQLException e) {
            refusal = Optional.of(Refusal.of(e));
        }
        Expected expected = record.expected();
        boolean right = refusal.map(said -> said.is(last(expected.lines())))
                .orElse(expected.lines().equals(actual));
        if (!right) {
            refusal.ifPresent(said -> actual.add("error " + said.asDriver()));
            mismatches.add(new SltMismatch(record.line(), record.sql(), String.join("\n", expected.lines()), actual,
                    Optional.of(expected)));
        }
    }

    /** What follows the last completion; when an error ends the text, the driver shows nothing of what came before. */
    private static List<String> last(List<String> lines) {
        int from = lines.size();
        while (from > 0 && !lines.get(from - 1).startsWith("COMPLETE ")) {
            from--;
        }
        return lines.subList(from, lines.size());
    }

    private static Answer read(ResultSet results, String types, Dialect dialect) throws SQLException {
        ResultSetMetaData meta = results.getMetaData();
        List<String> names = new ArrayList<>();
        List<Printer> columns = new ArrayList<>();
        for (int i = 1; i <= types.length(); i++) {
            names.add(meta.getColumnLabel(i));
            columns.add(new Printer(types.charAt(i - 1), meta.getColumnTypeName(i), dialect));
        }
        List<List<String>> rows = new ArrayList<>();
        while (results.next()) {
            List<String> row = new ArrayList<>(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                row.add(columns.get(i).print(Optional.ofNullable(results.getString(i + 1))));
            }
            rows.add(row);
        }
        return new Answer(names, columns, rows);
    }

    /** Rows as the server prints them. */
    private static List<List<String>> wire(ResultSet results) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        int columns = results.getMetaData().getColumnCount();
        while (results.next()) {
            List<String> row = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                row.add(Optional.ofNullable(results.getString(i)).orElse("NULL"));
            }
            rows.add(row);
        }
        return rows;
    }

    private void mismatch(SltRecord record, String sql, String expected, List<String> actual) {
        mismatches.add(new SltMismatch(record.line(), sql, expected, actual, Optional.empty()));
    }
}
