package dev.mizu.expr.relation;

/** A column to sort by. */
public record ColumnOrder(int column, boolean descending, boolean nullsLast) {
    public static ColumnOrder ascending(int column) {
        return new ColumnOrder(column, false, true);
    }
}
