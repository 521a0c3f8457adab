package dev.mizu.dataflow.operator;

/**
 * Room for what one step of an operator gives. A join or a table function can multiply its input, and what it gives
 * lies in memory until the next operator has taken it in: without an end to it, one query would take everything else
 * that runs here along. Counts by the width of rows, which is rough. One thread.
 */
public final class OutputRoom {
    /** What was there before, and what the next operator makes of the rows, need room too. */
    private static final int SHARES = 4;

    private final long bytesMax;
    private long bytes;

    /** A part of the heap. */
    public OutputRoom() {
        this(Runtime.getRuntime().maxMemory() / SHARES);
    }

    public OutputRoom(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** All of it is free again. */
    public void clear() {
        bytes = 0;
    }

    /** Takes room for rows of so many columns; throws {@link OutputTooLargeException} when there is none left. */
    public void take(int rows, int columns) {
        bytes += (long) rows * Long.BYTES * (columns + 1);
        if (bytes > bytesMax) {
            throw new OutputTooLargeException(bytesMax);
        }
    }
}
