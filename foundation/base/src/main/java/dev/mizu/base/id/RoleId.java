package dev.mizu.base.id;

/** The id of a role: {@code u1} for users', {@code s1} for the system's. */
public record RoleId(boolean system, long number) implements Comparable<RoleId> {

    public static RoleId user(long number) {
        return new RoleId(false, number);
    }

    public static RoleId system(long number) {
        return new RoleId(true, number);
    }

    /** Reads what {@link #toString} wrote; throws {@link IllegalArgumentException} on anything else. */
    public static RoleId parse(String text) {
        if (text.startsWith("u") || text.startsWith("s")) {
            return new RoleId(text.charAt(0) == 's', Long.parseLong(text, 1, text.length(), 10));
        }
        throw new IllegalArgumentException("not an id: " + text);
    }

    @Override
    public int compareTo(RoleId other) {
        int bySystem = Boolean.compare(other.system, system);
        return bySystem != 0 ? bySystem : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return (system ? "s" : "u") + number;
    }
}
