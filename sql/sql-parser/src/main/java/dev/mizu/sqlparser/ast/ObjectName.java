package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/**
 * A dotted name, outermost part first. Stored SQL names catalog items by id as well:
 * {@code [u7 AS "db"."schema"."name" VERSION 2]}.
 */
public record ObjectName(List<Ident> parts, Optional<ObjectId> id, int position) {
    /** A catalog id and, for relations with several versions, the version meant. */
    public record ObjectId(String id, Optional<Long> version) {}

    public ObjectName {
        parts = List.copyOf(parts);
    }

    public ObjectName(List<Ident> parts, int position) {
        this(parts, Optional.empty(), position);
    }

    /** A name that no source text holds. */
    public static ObjectName of(String... parts) {
        return new ObjectName(List.of(parts).stream().map(Ident::of).toList(), 0);
    }

    /** The last part: the item's own name. */
    public Ident last() {
        return parts.getLast();
    }

    /** The parts before the last: database and schema, as far as they were written. */
    public List<Ident> qualifier() {
        return parts.subList(0, parts.size() - 1);
    }

    /** Whether the name is one word, that word. */
    public boolean is(String word) {
        return parts.size() == 1 && parts.getFirst().value().equals(word);
    }
}
