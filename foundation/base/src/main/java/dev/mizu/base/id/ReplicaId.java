package dev.mizu.base.id;

/** The id of a replica: {@code u1} for users', {@code s1} for the system's. */
public record ReplicaId(boolean system, long number) implements Comparable<ReplicaId> {

    public static ReplicaId user(long number) {
        return new ReplicaId(false, number);
    }

    public static ReplicaId system(long number) {
        return new ReplicaId(true, number);
    }

    /** Reads what {@link #toString} wrote; throws {@link IllegalArgumentException} on anything else. */
    public static ReplicaId parse(String text) {
        if (text.startsWith("u") || text.startsWith("s")) {
            return new ReplicaId(text.charAt(0) == 's', Long.parseLong(text, 1, text.length(), 10));
        }
        throw new IllegalArgumentException("not an id: " + text);
    }

    @Override
    public int compareTo(ReplicaId other) {
        int bySystem = Boolean.compare(other.system, system);
        return bySystem != 0 ? bySystem : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return (system ? "s" : "u") + number;
    }
}
