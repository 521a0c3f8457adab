package dev.mizu.acceptance.slt;

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

        /** It fails; {@code SQLSTATE: message} contains the pattern. */
        record Fails(Pattern pattern) implements Outcome {}
    }

    /** How the rows of an answer are put in order before they are compared. */
    enum Sorting {
        NOSORT, ROWSORT, VALUESORT
    }

    /** A statement whose rows, if it has any, do not matter. */
    record Statement(int line, Outcome outcome, String sql, List<String> parameters) implements SltRecord {}

    /**
     * A query and its answer. {@code types} has a letter a column; {@code expected} are the lines below the bar, which
     * fill {@code [expectedFrom, expectedTo)} of the file's lines, counted from 0.
     */
    record Query(int line, String types, Sorting sorting, Optional<String> label, String sql, List<String> parameters,
            Expected expected) implements SltRecord {}

    /** Statements sent as one string, with the rows and completions of all of them, or the error that ended them. */
    record Simple(int line, String sql, Expected expected) implements SltRecord {}

    /** What follows uses the connection of this name. */
    record Connection(int line, String name) implements SltRecord {}

    /** What follows has one value a line ({@code false}) or one row a line ({@code true}, how a file starts). */
    record Mode(int line, boolean rows) implements SltRecord {}

    /** Longer answers than this many values are written as a hash; 0 writes all in full. */
    record HashThreshold(int line, int values) implements SltRecord {}

    /** The rest of the file is left out. */
    record Halt(int line) implements SltRecord {}

    /** Lines of a file, {@code [from, to)} counted from 0. */
    record Expected(List<String> lines, int from, int to) {
        public Expected {
            lines = List.copyOf(lines);
        }
    }
}
