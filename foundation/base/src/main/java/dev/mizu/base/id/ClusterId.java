package dev.mizu.base.id;

/** The id of a cluster: {@code u1} for users', {@code s1} for the system's. */
public record ClusterId(boolean system, long number) implements Comparable<ClusterId> {

    public static ClusterId user(long number) {
        return new ClusterId(false, number);
    }

    public static ClusterId system(long number) {
        return new ClusterId(true, number);
    }

    /** Reads what {@link #toString} wrote; throws {@link IllegalArgumentException} on anything else. */
    public static ClusterId parse(String text) {
        if (text.startsWith("u") || text.startsWith("s")) {
            return new ClusterId(text.charAt(0) == 's', Long.parseLong(text, 1, text.length(), 10));
        }
        throw new IllegalArgumentException("not an id: " + text);
    }

    @Override
    public int compareTo(ClusterId other) {
        int bySystem = Boolean.compare(other.system, system);
        return bySystem != 0 ? bySystem : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return (system ? "s" : "u") + number;
    }
}
