package dev.mizu.sqlplanner.lowering;

/**
 * A column of a row somewhere around: {@code depth} counts the rows from outside, so that a column keeps its name
 * however deep the place is that reads it.
 */
record ColumnRef(int depth, int index) implements Comparable<ColumnRef> {
    @Override
    public int compareTo(ColumnRef other) {
        int byDepth = Integer.compare(depth, other.depth);
        return byDepth != 0 ? byDepth : Integer.compare(index, other.index);
    }
}
