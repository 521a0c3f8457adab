package dev.mizu.repr;

import java.util.List;

/**
 * The types of a collection's columns, and what is known to be unique in it.
 *
 * @param keys sets of column positions; the rows of the collection agree on no two rows for any of them. The empty
 *     set as a key means at most one row.
 */
public record RelationType(List<ColumnType> columns, List<List<Integer>> keys) {
    public RelationType {
        columns = List.copyOf(columns);
        keys = keys.stream().map(List::copyOf).toList();
    }

    public static RelationType of(List<ColumnType> columns) {
        return new RelationType(columns, List.of());
    }

    public static RelationType of(ColumnType... columns) {
        return of(List.of(columns));
    }

    public RelationType withKey(List<Integer> key) {
        if (keys.contains(key)) {
            return this;
        }
        List<List<Integer>> more = new java.util.ArrayList<>(keys);
        more.add(key);
        return new RelationType(columns, more);
    }

    public int arity() {
        return columns.size();
    }
}
