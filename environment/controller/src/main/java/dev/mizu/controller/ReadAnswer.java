package dev.mizu.controller;

import dev.mizu.expr.EvalError;
import dev.mizu.repr.Row;
import java.util.List;

/** What became of a {@link Read}. */
public sealed interface ReadAnswer {
    /** The rows, finished, repeats spelled out. */
    record Rows(List<Row> rows) implements ReadAnswer {}

    /** The collection holds an error at that time. */
    record Error(EvalError error) implements ReadAnswer {}

    /** The time is no longer readable, or the target is gone. */
    record Unreadable(String reason) implements ReadAnswer {}

    /** Cancelled before it was answered. */
    record Cancelled() implements ReadAnswer {}
}
