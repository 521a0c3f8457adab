package dev.mizu.expr.relation;

/** The rows around a row that a framed window function sees. */
public record WindowFrame(Unit unit, Bound start, Bound end) {
    /** From the first row of the partition to the last peer of the row at hand. */
    public static final WindowFrame DEFAULT = new WindowFrame(
            Unit.RANGE, new Bound(Edge.UNBOUNDED_PRECEDING, 0), new Bound(Edge.CURRENT_ROW, 0));

    /** What is counted. A RANGE is bounded by peers or by nothing: it has no offsets. */
    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    /** The kinds of bounds, in the order in which they lie. */
    public enum Edge {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }

    /** One end, itself inside; {@code offset} is not negative, and 0 where the edge counts nothing. */
    public record Bound(Edge edge, long offset) {
        private String text() {
            String words = edge.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            return edge == Edge.PRECEDING || edge == Edge.FOLLOWING ? offset + " " + words : words;
        }
    }

    /** The text in plans. */
    public String text() {
        return unit.name().toLowerCase(java.util.Locale.ROOT) + " between " + start.text() + " and " + end.text();
    }
}
