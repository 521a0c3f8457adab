package dev.mizu.expr.window;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.WindowFunction;
import dev.mizu.expr.functions.WindowFunction.Positional;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.repr.Datum;
import dev.mizu.repr.batch.VectorBuilder;

/** One window function over one partition. */
public final class WindowEvaluator {
    private static final String INVALID_NTILE = "22014";
    private static final String INVALID_NTH_VALUE = "22016";

    private final WindowExpr expr;
    private final Partition partition;
    private final VectorBuilder out;
    private final int rows;

    private WindowEvaluator(WindowExpr expr, Partition partition, VectorBuilder out) {
        this.expr = expr;
        this.partition = partition;
        this.out = out;
        this.rows = partition.size();
    }

    /** Appends the value of every row to {@code out}; raises {@link EvalException} when a row has none. */
    public static void evaluate(WindowExpr expr, Partition partition, VectorBuilder out) {
        WindowEvaluator evaluator = new WindowEvaluator(expr, partition, out);
        switch (expr.function()) {
            case Positional positional -> evaluator.positional(positional);
            case WindowFunction.Aggregated aggregated ->
                    new FrameAggregation(expr, aggregated.function(), partition).evaluate(out);
        }
    }

    private void positional(Positional function) {
        switch (function) {
            case ROW_NUMBER -> {
                for (int row = 0; row < rows; row++) {
                    out.appendLong(row + 1);
                }
            }
            case RANK -> {
                for (int row = 0; row < rows; row++) {
                    out.appendLong(partition.peers()[row] + 1);
                }
            }
            case DENSE_RANK -> {
                long groups = 0;
                for (int row = 0; row < rows; row++) {
                    groups += partition.peers()[row] == row ? 1 : 0;
                    out.appendLong(groups);
                }
            }
            case PERCENT_RANK -> {
                for (int row = 0; row < rows; row++) {
                    out.appendDouble(rows == 1 ? 0 : (double) partition.peers()[row] / (rows - 1));
                }
            }
            case CUME_DIST -> cumulativeDistribution();
            case NTILE -> buckets();
            case LAG -> shifted(-1);
            case LEAD -> shifted(1);
            case FIRST_VALUE -> framed(true);
            case LAST_VALUE -> framed(false);
            case NTH_VALUE -> nth();
        }
    }

    private void cumulativeDistribution() {
        for (int row = 0; row < rows; ) {
            int end = row + 1;
            while (end < rows && partition.peers()[end] == row) {
                end++;
            }
            for (; row < end; row++) {
                out.appendDouble((double) end / rows);
            }
        }
    }

    /** Buckets of equal size, the first ones larger by one where that does not come out even. */
    private void buckets() {
        Datum wanted = partition.values(expr.args().getFirst()).at(0);
        if (wanted.isNull()) {
            for (int row = 0; row < rows; row++) {
                out.appendNull();
            }
            return;
        }
        long buckets = wanted.asLong();
        if (buckets <= 0) {
            throw new EvalException(INVALID_NTILE, "argument of ntile must be greater than zero");
        }
        long size = rows / buckets;
        long larger = rows % buckets;
        for (int row = 0; row < rows; row++) {
            long inLarger = larger * (size + 1);
            out.appendLong(row < inLarger ? row / (size + 1) + 1 : larger + (row - inLarger) / size + 1);
        }
    }

    /** LAG and LEAD: {@code sign} is the direction of a positive offset. */
    private void shifted(int sign) {
        Partition.Values values = partition.values(expr.args().getFirst());
        Partition.Values offsets = optional(1, Datum.of(1));
        Partition.Values defaults = optional(2, Datum.NULL);
        Present present = expr.ignoreNulls() ? new Present(values, rows) : new Present(rows);
        for (int row = 0; row < rows; row++) {
            if (offsets.nullAt(row)) {
                out.appendNull();
                continue;
            }
            int found = present.away(row, sign * offsets.at(row).asLong());
            out.append(found < 0 ? defaults.at(row) : values.at(found));
        }
    }

    private Partition.Values optional(int argument, Datum otherwise) {
        return argument < expr.args().size()
                ? partition.values(expr.args().get(argument)) : new Partition.Values.Same(otherwise);
    }

    /** The first or last value of the frame. */
    private void framed(boolean fromStart) {
        Partition.Values values = partition.values(expr.args().getFirst());
        Frames frames = new Frames(expr.frame(), partition);
        Present present = expr.ignoreNulls() ? new Present(values, rows) : new Present(rows);
        for (int row = 0; row < rows; row++) {
            int found = fromStart ? present.first(frames.start(row), frames.end(row))
                    : present.last(frames.start(row), frames.end(row));
            out.append(found < 0 ? Datum.NULL : values.at(found));
        }
    }

    private void nth() {
        Partition.Values values = partition.values(expr.args().getFirst());
        Partition.Values counts = partition.values(expr.args().get(1));
        Frames frames = new Frames(expr.frame(), partition);
        for (int row = 0; row < rows; row++) {
            if (counts.nullAt(row)) {
                out.appendNull();
                continue;
            }
            long count = counts.at(row).asLong();
            if (count <= 0) {
                throw new EvalException(INVALID_NTH_VALUE, "argument of nth_value must be greater than zero");
            }
            int start = frames.start(row);
            out.append(count <= frames.end(row) - start ? values.at((int) (start + count - 1)) : Datum.NULL);
        }
    }
}
