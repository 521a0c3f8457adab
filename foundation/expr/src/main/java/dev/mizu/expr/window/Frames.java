package dev.mizu.expr.window;

import dev.mizu.expr.relation.WindowFrame;
import dev.mizu.expr.relation.WindowFrame.Bound;
import dev.mizu.expr.relation.WindowFrame.Unit;

/**
 * The frames of a partition's rows as half-open intervals of positions. Neither end moves back from a row to the
 * next. The units that a frame counts are rows, or groups of peers: then both ends lie between groups.
 */
final class Frames {
    private final WindowFrame frame;
    /** For every row the number of its unit; and for every unit its first row, with the partition's end behind. */
    private final int[] unitOf;
    private final int[] first;
    private final int units;

    Frames(WindowFrame frame, Partition partition) {
        this.frame = frame;
        int rows = partition.size();
        unitOf = new int[rows];
        first = new int[rows + 1];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (frame.unit() == Unit.ROWS || partition.peers()[row] == row) {
                first[count++] = row;
            }
            unitOf[row] = count - 1;
        }
        first[count] = rows;
        units = count;
    }

    int start(int row) {
        return first[clamped(unit(frame.start(), row))];
    }

    /** Exclusive; never before the start. */
    int end(int row) {
        return Math.max(start(row), first[clamped(unit(frame.end(), row) + 1)]);
    }

    private long unit(Bound bound, int row) {
        return switch (bound.edge()) {
            case UNBOUNDED_PRECEDING -> 0;
            case PRECEDING -> unitOf[row] - bound.offset();
            case CURRENT_ROW -> unitOf[row];
            // An offset may be any 64-bit number.
            case FOLLOWING -> unitOf[row] + Math.min(bound.offset(), units);
            case UNBOUNDED_FOLLOWING -> units;
        };
    }

    private int clamped(long unit) {
        return (int) Math.max(0, Math.min(units, unit));
    }
}
