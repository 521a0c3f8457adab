package dev.mizu.acceptance.sqlite;

import dev.mizu.acceptance.slt.SltPrinter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Plays a random script on a judge and on a candidate and compares all answers as sets of rows, numbers to six
 * decimals. Where the judge refuses a row's value, the candidate may refuse it in the same way or not have looked at
 * it.
 */
public final class SqliteComparison {
    private static final int QUERIES_A_WRITE = 25;

    private final Connection judge;
    private final Connection candidate;
    private final List<String> differences = new ArrayList<>();
    private final List<Slow> slow = new ArrayList<>();
    private long nanos;
    private int queries;
    private int refused;

    private SqliteComparison(Connection judge, Connection candidate) {
        this.judge = judge;
        this.candidate = candidate;
    }

    private record Slow(long nanos, String sql) {}

    /** Rows in order, or what refused to give them. */
    private record Outcome(Optional<List<String>> rows, String refusal) {
        boolean refused() {
            return rows.isEmpty();
        }

        @Override
        public String toString() {
            return rows.map(known -> String.join("\n", known)).orElse(refusal).indent(4);
        }
    }

    /** What came of a script. */
    public record Report(long seed, int queries, int refused, double queriesPerSecond, String slowest,
            List<String> differences) {
        public String summary() {
            return "seed %d: %d queries, %d refused by both, %.0f a second, %d differences; slowest %s".formatted(
                    seed, queries, refused, queriesPerSecond, differences.size(), slowest);
        }
    }

    /** Plays the script of {@code seed} with so many queries on empty databases; leaves what it made. */
    public static Report play(long seed, int queries, Connection judge, Connection candidate) throws SQLException {
        SqliteComparison comparison = new SqliteComparison(judge, candidate);
        SqliteScript script = new SqliteScript(seed);
        String schema = "s" + seed;
        for (String sql : List.of("DROP SCHEMA IF EXISTS " + schema + " CASCADE", "CREATE SCHEMA " + schema,
                "SET search_path TO " + schema)) {
            comparison.write(sql);
        }
        script.setup().forEach(comparison::write);
        for (int i = 0; i < queries; i++) {
            if (i % QUERIES_A_WRITE == QUERIES_A_WRITE - 1) {
                comparison.write(script.write());
            }
            comparison.ask(script.query());
        }
        return comparison.report(seed);
    }

    private Report report(long seed) {
        slow.sort((left, right) -> Long.compare(right.nanos(), left.nanos()));
        String slowest = slow.isEmpty() ? "none"
                : slow.getFirst().nanos() / 1_000_000 + " ms: " + slow.getFirst().sql();
        return new Report(seed, queries, refused, queries * 1e9 / Math.max(nanos, 1), slowest,
                List.copyOf(differences));
    }

    private void write(String sql) {
        Outcome expected = outcome(judge, sql);
        Outcome actual = outcome(candidate, sql);
        if (!expected.equals(actual)) {
            differences.add(sql + "\n  gives\n" + expected + "  on the judge, but\n" + actual);
        }
    }

    private void ask(String sql) {
        queries++;
        Outcome expected = outcome(judge, sql);
        long between = System.nanoTime();
        Outcome actual = outcome(candidate, sql);
        long end = System.nanoTime();
        nanos += end - between;
        slow.add(new Slow(end - between, sql));
        if (slow.size() > 1000) {
            slow.sort((left, right) -> Long.compare(right.nanos(), left.nanos()));
            slow.subList(10, slow.size()).clear();
        }
        if (expected.refused()) {
            refused++;
        }
        boolean lazier = expected.refused() && expected.refusal().startsWith("22") && !actual.refused();
        if (!lazier && !expected.equals(actual)) {
            differences.add(sql + "\n  gives\n" + expected + "  on the judge, but\n" + actual);
        }
    }

    private static Outcome outcome(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return new Outcome(Optional.of(List.of("COMPLETE " + statement.getUpdateCount())), "");
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet results = statement.getResultSet()) {
                int columns = results.getMetaData().getColumnCount();
                while (results.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(SltPrinter.print(Optional.ofNullable(results.getString(i)), 'R'));
                    }
                    rows.add(String.join(" | ", row));
                }
            }
            Collections.sort(rows);
            return new Outcome(Optional.of(rows), "");
        } catch (SQLException e) {
            return new Outcome(Optional.empty(), String.valueOf(e.getSQLState())
                    + (e.getSQLState() != null && e.getSQLState().startsWith("22") ? "" : " " + e.getMessage()));
        }
    }
}
