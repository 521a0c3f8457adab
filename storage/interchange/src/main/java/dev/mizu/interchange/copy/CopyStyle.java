package dev.mizu.interchange.copy;

/** How rows are laid out. Delimiters, quotes and escapes are single ASCII characters. */
public sealed interface CopyStyle {
    /** A line a row, backslash escapes. */
    record Text(char delimiter, String nullText) implements CopyStyle {
        public static final Text DEFAULT = new Text('\t', "\\N");
    }

    /** Comma-separated values; {@code header} is a first line of column names. */
    record Csv(char delimiter, String nullText, char quote, char escape, boolean header) implements CopyStyle {
        public static final Csv DEFAULT = new Csv(',', "", '"', '"', false);
    }

    /** PGCOPY: signature, tuples of sized binary values, a trailer. Written only. */
    record Binary() implements CopyStyle {}
}
