package dev.mizu.base.id;

/** The id of a database: {@code u1} for users', {@code s1} for the system's. */
public record DatabaseId(boolean system, long number) implements Comparable<DatabaseId> {

    public static DatabaseId user(long number) {
        return new DatabaseId(false, number);
    }

    public static DatabaseId system(long number) {
        return new DatabaseId(true, number);
    }

    /** Reads what {@link #toString} wrote; throws {@link IllegalArgumentException} on anything else. */
    public static DatabaseId parse(String text) {
        if (text.startsWith("u") || text.startsWith("s")) {
            return new DatabaseId(text.charAt(0) == 's', Long.parseLong(text, 1, text.length(), 10));
        }
        throw new IllegalArgumentException("not an id: " + text);
    }

    @Override
    public int compareTo(DatabaseId other) {
        int bySystem = Boolean.compare(other.system, system);
        return bySystem != 0 ? bySystem : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return (system ? "s" : "u") + number;
    }
}
