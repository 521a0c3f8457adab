package dev.mizu.base.id;

/**
 * The id of a collection: {@code u7} for users' objects, {@code s7} for the system's, {@code t7} for a dataflow that
 * lives as long as one statement.
 */
public record GlobalId(Kind kind, long number) implements Comparable<GlobalId> {
    /** Who made the object. */
    public enum Kind {
        SYSTEM('s'),
        USER('u'),
        TRANSIENT('t');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    public static GlobalId user(long number) {
        return new GlobalId(Kind.USER, number);
    }

    public static GlobalId system(long number) {
        return new GlobalId(Kind.SYSTEM, number);
    }

    public static GlobalId transientId(long number) {
        return new GlobalId(Kind.TRANSIENT, number);
    }

    /** Reads what {@link #toString} wrote; throws {@link IllegalArgumentException} on anything else. */
    public static GlobalId parse(String text) {
        for (Kind kind : Kind.values()) {
            if (!text.isEmpty() && text.charAt(0) == kind.letter) {
                return new GlobalId(kind, Long.parseLong(text, 1, text.length(), 10));
            }
        }
        throw new IllegalArgumentException("not an id: " + text);
    }

    @Override
    public int compareTo(GlobalId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return kind.letter + Long.toString(number);
    }
}
