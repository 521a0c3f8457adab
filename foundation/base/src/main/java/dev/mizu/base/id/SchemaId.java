package dev.mizu.base.id;

/** The id of a schema: {@code u1} for users', {@code s1} for the system's. */
public record SchemaId(boolean system, long number) implements Comparable<SchemaId> {

    public static SchemaId user(long number) {
        return new SchemaId(false, number);
    }

    public static SchemaId system(long number) {
        return new SchemaId(true, number);
    }

    /** Reads what {@link #toString} wrote; throws {@link IllegalArgumentException} on anything else. */
    public static SchemaId parse(String text) {
        if (text.startsWith("u") || text.startsWith("s")) {
            return new SchemaId(text.charAt(0) == 's', Long.parseLong(text, 1, text.length(), 10));
        }
        throw new IllegalArgumentException("not an id: " + text);
    }

    @Override
    public int compareTo(SchemaId other) {
        int bySystem = Boolean.compare(other.system, system);
        return bySystem != 0 ? bySystem : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return (system ? "s" : "u") + number;
    }
}
