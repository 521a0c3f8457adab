package dev.mizu.acceptance.compare;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an engine says to a question or a statement.
 *
 * @param columns names and types; empty where the way of asking does not tell
 * @param rows    printed rows in the order in which they came; the count of a statement that changes rows
 * @param error   SQLSTATE, a colon and a message; empty when there is none
 */
public record Answer(List<String> columns, List<String> rows, String error) {
    public Answer {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    static Answer failed(String state, String message) {
        return new Answer(List.of(), List.of(), state + ": " + message);
    }

    boolean isError() {
        return !error.isEmpty();
    }

    String state() {
        return error.substring(0, error.indexOf(':'));
    }

    /** The query itself is refused, by any data: a fault of the question, or a feature that is not there. */
    boolean isRefusal() {
        return isError() && (state().startsWith("42") || state().startsWith("0A") || state().startsWith("57"));
    }

    /** Whether both have the same rows, in the same order where {@code ordered}, under the same columns if known. */
    boolean agrees(Answer other, boolean ordered) {
        if (isError() || other.isError()) {
            return isError() && other.isError() && state().equals(other.state());
        }
        return (columns.isEmpty() || other.columns.isEmpty() || columns.equals(other.columns))
                && (ordered ? rows.equals(other.rows) : sorted(rows).equals(sorted(other.rows)));
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    @Override
    public String toString() {
        return isError() ? "error " + error
                : String.join("\n", Stream.concat(Stream.of(columns.toString()), rows.stream()).toList());
    }
}
