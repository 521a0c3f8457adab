package dev.mizu.persist.update;

import dev.mizu.base.Check;
import java.util.UUID;

/**
 * The name of a durable collection, unique for ever.
 *
 * @param value {@code s} and 1-63 of {@code [0-9a-z_-]}; it names folders and keys, so it never needs escaping
 */
public record ShardId(String value) implements Comparable<ShardId> {
    public ShardId {
        Check.that(valid(value), "not a shard id: %s", value);
    }

    /** The id that a fresh UUID gives. */
    public static ShardId of(UUID fresh) {
        return new ShardId("s" + fresh);
    }

    /** Whether {@code value} can name a shard. */
    public static boolean valid(String value) {
        if (value.length() < 2 || value.length() > 64 || value.charAt(0) != 's') {
            return false;
        }
        return value.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '-' || c == '_');
    }

    @Override
    public int compareTo(ShardId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
