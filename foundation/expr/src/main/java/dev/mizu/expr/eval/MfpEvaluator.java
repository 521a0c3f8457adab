package dev.mizu.expr.eval;

import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A fused map, filter and project made ready for column batches. Safe to share between threads. */
public final class MfpEvaluator {
    private static final long[] NO_BOUNDS = {};

    private final Mfp mfp;
    private final List<BatchNode> maps;
    private final List<BatchNode> filter;
    private final List<BatchNode> lowerBounds;
    private final List<BatchNode> upperBounds;

    private MfpEvaluator(Mfp mfp) {
        this.mfp = mfp;
        this.maps = compile(mfp.maps());
        this.filter = mfp.predicates().size() > 1
                ? List.of(new JunctionNode(masking(mfp.predicates()), false)) : compile(mfp.predicates());
        this.lowerBounds = compile(mfp.lowerBounds());
        this.upperBounds = compile(mfp.upperBounds());
    }

    /** A predicate that is NULL drops the row like one that is false, and so masks the errors of the others too. */
    private static List<ScalarExpr> masking(List<ScalarExpr> predicates) {
        return predicates.stream().noneMatch(ScalarSimplifier::mayFail) ? predicates : predicates.stream()
                .map(p -> (ScalarExpr) new ScalarExpr.Coalesce(List.of(p, ScalarExpr.FALSE))).toList();
    }

    public static MfpEvaluator of(Mfp mfp) {
        return new MfpEvaluator(mfp);
    }

    private static List<BatchNode> compile(List<ScalarExpr> exprs) {
        return exprs.stream().map(BatchEvaluator::compile).toList();
    }

    /**
     * What a batch gives. Rows and errors carry the diffs of the input rows and its time; an error row is one column
     * of {@link EvalError#encode}. Of a temporal Mfp, row i is there at times {@code lower[i] <= t < upper[i]} ({@link
     * Timestamps#CLOSED} = for ever; {@code lower} is never negative); rows that are never there are left out. Of
     * others both arrays are empty.
     */
    public record Output(ColumnBatch rows, ColumnBatch errors, long[] lower, long[] upper) {}

    /** The output of a batch. Shares vectors with it where nothing was filtered. */
    public Output eval(ColumnBatch batch) {
        ErrorRows errors = new ErrorRows(batch);
        if (batch.isEmpty() || mfp.isIdentity()) {
            return new Output(batch.isEmpty() ? emptyOutput(batch) : batch, errors.build(), NO_BOUNDS, NO_BOUNDS);
        }
        Frame frame = Frame.of(batch, maps);
        int[] origin = BatchEvaluator.identity(batch.size(), true);
        int rows = batch.size();
        if (!filter.isEmpty()) {
            Evaluated kept = filter.getFirst().eval(frame);
            errors.addAll(kept.failures(), origin);
            long[] truth = ((LongVector) kept.vector()).values();
            int count = 0;
            for (int row = 0; row < rows; row++) {
                if (truth[row] != 0) {
                    origin[count++] = row;
                }
            }
            if (count < rows) {
                frame = frame.select(origin, count);
                rows = count;
            }
        }
        return finish(batch, frame, origin, errors);
    }

    /** Outputs and bounds of the rows that passed; {@code origin} are their numbers in the batch. */
    private Output finish(ColumnBatch batch, Frame frame, int[] origin, ErrorRows errors) {
        Failures failures = Failures.NONE;
        List<Evaluated> outputs = new ArrayList<>(mfp.outputs().size());
        for (int column : mfp.outputs()) {
            Evaluated output = frame.column(column);
            outputs.add(output);
            failures = failures.or(output.failures());
        }
        Bounds bounds = new Bounds(frame.rows());
        if (mfp.temporal()) {
            for (BatchNode node : lowerBounds) {
                failures = failures.or(bounds.atLeast(node.eval(frame)));
            }
            for (BatchNode node : upperBounds) {
                failures = failures.or(bounds.below(node.eval(frame)));
            }
        }
        errors.addAll(failures, origin);
        int[] kept = new int[frame.rows()];
        int count = 0;
        for (int row = 0; row < kept.length; row++) {
            if (!failures.has(row) && (!mfp.temporal() || bounds.lower[row] < bounds.upper[row])) {
                kept[count++] = row;
            }
        }
        boolean all = count == kept.length;
        List<Vector> vectors = new ArrayList<>(outputs.size());
        for (Evaluated output : outputs) {
            vectors.add(all ? output.vector() : output.vector().select(kept, count));
        }
        long[] diffs = batch.diffs();
        if (count < batch.size()) {
            diffs = new long[count];
            for (int i = 0; i < count; i++) {
                diffs[i] = batch.diffs()[origin[kept[i]]];
            }
        }
        ColumnBatch rows = new ColumnBatch(count, vectors, diffs, batch.time());
        return mfp.temporal()
                ? new Output(rows, errors.build(), pick(bounds.lower, kept, count), pick(bounds.upper, kept, count))
                : new Output(rows, errors.build(), NO_BOUNDS, NO_BOUNDS);
    }

    private static long[] pick(long[] values, int[] rows, int count) {
        long[] picked = new long[count];
        for (int i = 0; i < count; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

    /** No rows, but the right columns: maps over an empty batch are cheap and cannot fail. */
    private ColumnBatch emptyOutput(ColumnBatch batch) {
        Frame frame = Frame.of(batch, maps);
        return new ColumnBatch(0, mfp.outputs().stream().map(column -> frame.column(column).vector()).toList(),
                batch.diffs(), batch.time());
    }

    /** The times at which rows are there. */
    private static final class Bounds {
        private final long[] lower;
        private final long[] upper;

        Bounds(int rows) {
            lower = new long[rows];
            upper = new long[rows];
            Arrays.fill(upper, Timestamps.CLOSED);
        }

        private Failures atLeast(Evaluated bound) {
            for (int row = 0; row < lower.length; row++) {
                lower[row] = bound.vector().isNull(row)
                        ? Timestamps.CLOSED : Math.max(lower[row], ((LongVector) bound.vector()).values()[row]);
            }
            return bound.failures();
        }

        private Failures below(Evaluated bound) {
            for (int row = 0; row < upper.length; row++) {
                upper[row] = bound.vector().isNull(row)
                        ? Timestamps.MIN : Math.min(upper[row], ((LongVector) bound.vector()).values()[row]);
            }
            return bound.failures();
        }
    }

    /** Grows the batch of errors. */
    private static final class ErrorRows {
        private final ColumnBatch batch;
        private final List<EvalError> errors = new ArrayList<>();
        private final List<Long> diffs = new ArrayList<>();

        ErrorRows(ColumnBatch batch) {
            this.batch = batch;
        }

        void addAll(Failures failures, int[] origin) {
            failures.forEach((row, error) -> {
                errors.add(error);
                diffs.add(batch.diffs()[origin[row]]);
            });
        }

        ColumnBatch build() {
            BatchBuilder builder = new BatchBuilder(List.of(PhysicalType.BYTES), Math.max(errors.size(), 1));
            for (int i = 0; i < errors.size(); i++) {
                byte[] encoded = errors.get(i).encode();
                builder.column(0).appendBytes(encoded, 0, encoded.length);
                builder.endRow(diffs.get(i));
            }
            return builder.build(batch.time());
        }
    }
}
