package dev.mizu.base.id;

/**
 * The id of a schema: {@code u1} for users', {@code s1} for the system's, {@code 0} for the temporary one of every
 * session: those differ by number, and are nowhere stored.
 */
public record SchemaId(Kind kind, long number) implements Comparable<SchemaId> {
    /** Whose a schema is. */
    public enum Kind {
        TEMPORARY,
        SYSTEM,
        USER
    }

    public static SchemaId user(long number) {
        return new SchemaId(Kind.USER, number);
    }

    public static SchemaId system(long number) {
        return new SchemaId(Kind.SYSTEM, number);
    }

    /** Of the session with a connection id. */
    public static SchemaId temporary(long connectionId) {
        return new SchemaId(Kind.TEMPORARY, connectionId);
    }

    public boolean system() {
        return kind == Kind.SYSTEM;
    }

    public boolean temporary() {
        return kind == Kind.TEMPORARY;
    }

    /** Reads what {@link #toString} wrote; throws {@link IllegalArgumentException} on anything else. */
    public static SchemaId parse(String text) {
        if (text.startsWith("u") || text.startsWith("s")) {
            Kind kind = text.charAt(0) == 's' ? Kind.SYSTEM : Kind.USER;
            return new SchemaId(kind, Long.parseLong(text, 1, text.length(), 10));
        }
        throw new IllegalArgumentException("not an id: " + text);
    }

    @Override
    public int compareTo(SchemaId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case TEMPORARY -> "0";
            case SYSTEM -> "s" + number;
            case USER -> "u" + number;
        };
    }
}
