package dev.mizu.expr.window;

/** The rows of a partition that count: all, or those whose value is not NULL. Steps over the others at no cost. */
final class Present {
    /** The positions of the rows that count. */
    private final int[] positions;
    /** For every row, and the end, how many before it count. */
    private final int[] before;
    private final int count;

    Present(int rows) {
        positions = new int[rows];
        before = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            positions[row] = row;
            before[row + 1] = row + 1;
        }
        count = rows;
    }

    Present(Partition.Values values, int rows) {
        positions = new int[rows];
        before = new int[rows + 1];
        int found = 0;
        for (int row = 0; row < rows; row++) {
            before[row] = found;
            if (!values.nullAt(row)) {
                positions[found++] = row;
            }
        }
        before[rows] = found;
        count = found;
    }

    /** The row so many rows further on, or back; -1 when there is none. */
    int away(int row, long offset) {
        if (offset == 0) {
            return row;
        }
        long at = offset < 0 ? before[row] + offset : before[row + 1] + offset - 1;
        return at < 0 || at >= count ? -1 : positions[(int) at];
    }

    /** The first row of {@code [start, end)}, or -1. */
    int first(int start, int end) {
        return before[start] < before[end] ? positions[before[start]] : -1;
    }

    /** The last row of {@code [start, end)}, or -1. */
    int last(int start, int end) {
        return before[start] < before[end] ? positions[before[end] - 1] : -1;
    }
}
