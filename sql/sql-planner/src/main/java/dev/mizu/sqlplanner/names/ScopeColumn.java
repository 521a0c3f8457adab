package dev.mizu.sqlplanner.names;

import dev.mizu.repr.ColumnType;
import java.util.Optional;

/**
 * A column that a query may name.
 *
 * @param table the FROM item it belongs to; none for columns that JOIN USING merged
 * @param plain whether a bare name finds it and {@code *} shows it; false for what JOIN USING hid
 * @param optional whether its table's row may be missing, on the side of an outer join that is filled with NULLs
 */
public record ScopeColumn(
        Optional<TableAlias> table, String name, ColumnType type, boolean plain, boolean optional) {
    public ScopeColumn(Optional<TableAlias> table, String name, ColumnType type, boolean plain) {
        this(table, name, type, plain, false);
    }

    /** The name of a FROM item; the qualifier is there unless an alias was written. */
    public record TableAlias(Optional<String> database, Optional<String> schema, String name) {
        public static TableAlias of(String name) {
            return new TableAlias(Optional.empty(), Optional.empty(), name);
        }
    }

    /** The column after a join, which may have made it nullable and its row optional. */
    public ScopeColumn joined(ColumnType other, boolean filled) {
        return new ScopeColumn(table, name, other, plain, optional || filled);
    }

    public ScopeColumn hidden() {
        return new ScopeColumn(table, name, type, false, optional);
    }
}
