package dev.mizu.sqlparser.ast;

/** A name as it counts: lower-cased when it was written bare, as written when it was quoted. Never empty. */
public record Ident(String value, int position) {
    /** A name that no source text holds. */
    public static Ident of(String value) {
        return new Ident(value, 0);
    }

    @Override
    public String toString() {
        return value;
    }
}
