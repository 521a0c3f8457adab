package dev.mizu.sqlplanner.plan;

/** How COPY writes or reads rows. */
public sealed interface CopyOptions {
    /** PostgreSQL's text format. */
    record Text(char delimiter, String nullText) implements CopyOptions {}

    /** Comma-separated values. */
    record Csv(char delimiter, String nullText, char quote, char escape, boolean header) implements CopyOptions {}

    /** PostgreSQL's binary format. */
    record Binary() implements CopyOptions {}
}
