package dev.mizu.session;

/** How COPY writes or reads rows. */
public sealed interface CopyFormat {
    /** PostgreSQL's text format. */
    record Text(char delimiter, String nullText) implements CopyFormat {}

    /** Comma-separated values. */
    record Csv(char delimiter, String nullText, char quote, char escape, boolean header) implements CopyFormat {}

    /** PostgreSQL's binary format. */
    record Binary() implements CopyFormat {}
}
