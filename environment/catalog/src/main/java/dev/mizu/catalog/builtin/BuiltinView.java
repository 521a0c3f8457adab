package dev.mizu.catalog.builtin;

import dev.mizu.base.id.GlobalId;

/**
 * A view that the product brings along.
 *
 * @param number of its id {@code s<number>}, never given to another relation
 * @param sql the query; names are those of the ambient schemas, in full
 */
public record BuiltinView(long number, String schema, String name, String sql) {
    public GlobalId id() {
        return GlobalId.system(number);
    }
}
