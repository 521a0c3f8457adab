package dev.mizu.acceptance.slt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One thing that a file of SQL asks to be done. {@code line} is where it starts, counted from 1. */
public sealed interface SltRecord {
    int line();

    /** What a statement must do. */
    sealed interface Outcome {
        /** It succeeds. */
        record Ok() implements Outcome {}

        /** It succeeds and changes so many rows. */
        record Count(long rows) implements Outcome {}

        /** It fails with this SQLSTATE, if one is named, and a message that contains the pattern. */
        record Fails(Optional<String> state, Pattern pattern) implements Outcome {
            @Override
            public String toString() {
                return "an error" + state.map(" "::concat).orElse("") + " with /" + pattern + "/";
            }
        }
    }

    /** How the rows of an answer are put in order before they are compared. */
    enum Sorting {
        NOSORT, ROWSORT, VALUESORT
    }

    /** How a file writes answers; how a file starts, its layout is told by the number of its lines. */
    enum Dialect {
        /** A value a line, real numbers with three decimals, as SQLite's files. */
        STANDARD,
        /** A row a line, numbers as the server prints them, as CockroachDB's files. */
        COCKROACH,
        /** As {@link #STANDARD}, but a row may stand on a line. */
        UNSTATED
    }

    /**
     * What the answer of one query looks like: {@code names} has a first line with the columns' names,
     * {@code multiline} keeps line ends and blanks of values as they are.
     */
    record Form(Sorting sorting, boolean names, boolean multiline) {}

    /** A statement whose rows, if it has any, do not matter. */
    record Statement(int line, Outcome outcome, String sql, List<String> parameters) implements SltRecord {}

    /** A query and its answer; {@code types} has a letter a column; {@code retry} asks until the answer is right. */
    record Query(int line, String types, Form form, boolean retry, Optional<String> label, String sql,
            List<String> parameters, Expected expected) implements SltRecord {}

    /** Statements sent as one string, with the rows and completions of all of them, or the error that ended them. */
    record Simple(int line, Optional<String> connection, Optional<String> user, String sql, Expected expected)
            implements SltRecord {}

    /** What follows uses the connection of this name. */
    record Connection(int line, String name) implements SltRecord {}

    /** What follows is written in this dialect. */
    record Mode(int line, Dialect dialect) implements SltRecord {}

    /** Longer answers than this many values are written as a hash; 0 writes all in full. */
    record HashThreshold(int line, int values) implements SltRecord {}

    /** A pause. */
    record Sleep(int line, Duration duration) implements SltRecord {}

    /** Everything that the file has made is gone, and its connections with it. */
    record Reset(int line) implements SltRecord {}

    /** The rest of the file is left out. */
    record Halt(int line) implements SltRecord {}

    /** Lines of a file, {@code [from, to)} counted from 0. */
    record Expected(List<String> lines, int from, int to) {
        public Expected {
            lines = List.copyOf(lines);
        }
    }
}
