package dev.mizu.catalog.builtin;

import dev.mizu.base.Check;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A query that takes columns of one relation under their own names: it knows their types, so that a view of it need
 * not spell them again.
 *
 * @param relation with its schema; the query calls it {@code o}
 * @param rest of the query: joins and a condition
 */
record Excerpt(String relation, List<Item> items, String rest) {
    /** A column and what is selected for it. */
    private record Item(String name, ColumnType type, String selected) {}

    Excerpt {
        items = List.copyOf(items);
    }

    /** All columns of a view. */
    static Excerpt of(BuiltinView view) {
        return new Excerpt(view.schema() + "." + view.name(), items(view.desc(), "o."), "");
    }

    /** All columns of a table. */
    static Excerpt of(BuiltinTable table) {
        return new Excerpt(table.schema() + "." + table.name(), items(table.desc(), "o."), "");
    }

    private static List<Item> items(RelationDesc desc, String prefix) {
        return IntStream.range(0, desc.arity()).mapToObj(i -> {
            String name = desc.names().get(i);
            return new Item(name, desc.type().columns().get(i), prefix + name);
        }).toList();
    }

    /** All but some of the columns. */
    Excerpt without(String... names) {
        List<String> out = List.of(names);
        List<Item> kept = items.stream().filter(item -> !out.contains(item.name())).toList();
        Check.that(kept.size() + out.size() == items.size(), "only columns that are there can be left out");
        return new Excerpt(relation, kept, rest);
    }

    /**
     * One more column.
     *
     * @param column its name and type, as in {@link Columns#columns}
     * @param value what is selected for it, which may be of what {@link #join} brings in
     */
    Excerpt and(String column, String value) {
        Stream<Item> added = items(Columns.columns(column), value + " AS ").stream();
        return new Excerpt(relation, Stream.concat(items.stream(), added).toList(), rest);
    }

    /** Joined with what another relation has for each row: {@code relation ON condition}. */
    Excerpt join(String relationOnCondition) {
        return new Excerpt(relation, items, rest + "\nJOIN " + relationOnCondition);
    }

    /** Only the rows under a condition; said after joins. */
    Excerpt where(String condition) {
        return new Excerpt(relation, items, rest + "\nWHERE " + condition.strip());
    }

    /** Only what belongs to the current database or to none; the columns that tell the database are left out. */
    Excerpt here(String... databases) {
        return without(databases).where(Arrays.stream(databases)
                .map("(%1$s IS NULL OR %1$s = pg_catalog.current_database())"::formatted)
                .collect(Collectors.joining(" AND ")));
    }

    RelationDesc desc() {
        return new RelationDesc(new RelationType(items.stream().map(Item::type).toList(), List.of()),
                items.stream().map(Item::name).toList());
    }

    String sql() {
        return "SELECT " + String.join(", ", items.stream().map(Item::selected).toList())
                + "\nFROM " + relation + " o" + rest;
    }
}
