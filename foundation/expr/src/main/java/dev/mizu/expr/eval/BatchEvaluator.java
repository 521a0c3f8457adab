package dev.mizu.expr.eval;

import dev.mizu.base.Check;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.kernel.NullBits;
import dev.mizu.expr.kernel.Vectors;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import java.util.List;

/**
 * An expression made ready to be evaluated over column batches, agreeing with {@link RowEvaluator} row by row. Hot
 * functions run as kernels over whole columns, all others row by row; lazy forms evaluate their branches over the rows
 * that take them. Safe to share between threads.
 */
public final class BatchEvaluator {
    private final BatchNode root;

    private BatchEvaluator(BatchNode root) {
        this.root = root;
    }

    public static BatchEvaluator of(ScalarExpr expr) {
        return new BatchEvaluator(compile(expr));
    }

    /** The values over all rows of a batch. */
    public Evaluated eval(ColumnBatch batch) {
        return root.eval(Frame.of(batch, List.of()));
    }

    static BatchNode compile(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Column(int index) -> frame -> frame.column(index);
            case ScalarExpr.Literal l -> constant(l);
            case ScalarExpr.Failure f -> frame -> failure(f, frame.rows());
            case ScalarExpr.Unmaterializable u -> throw Check.unreachable(
                    "a statement's value reached evaluation: " + u.function().sqlName());
            case ScalarExpr.Parameter p -> throw Check.unreachable(
                    "an unbound parameter reached evaluation: $" + p.number());
            case ScalarExpr.Call c -> new CallNode(c);
            case ScalarExpr.If i -> branch(compile(i.condition()), compile(i.then()), compile(i.orElse()));
            case ScalarExpr.And a -> new JunctionNode(a.operands(), false);
            case ScalarExpr.Or o -> new JunctionNode(o.operands(), true);
            case ScalarExpr.Coalesce c -> coalesce(c.operands());
            case ScalarExpr.IsNull n -> isNull(compile(n.operand()));
        };
    }

    private static BatchNode constant(ScalarExpr.Literal literal) {
        PhysicalType physical = literal.type().scalar().physical();
        return frame -> Evaluated.of(Vectors.constant(physical, literal.value(), frame.rows()));
    }

    private static Evaluated failure(ScalarExpr.Failure failure, int rows) {
        Failures.Collector all = new Failures.Collector(rows);
        for (int row = 0; row < rows; row++) {
            all.add(row, failure.error());
        }
        return new Evaluated(Vectors.nulls(failure.type().scalar().physical(), rows), all.build());
    }

    private static BatchNode isNull(BatchNode operand) {
        return frame -> {
            Evaluated value = operand.eval(frame);
            int rows = frame.rows();
            long[] bits = NullBits.of(value.vector());
            long[] values = new long[rows];
            for (int row = 0; bits.length > 0 && row < rows; row++) {
                values[row] = NullBits.test(bits, row) ? 1 : 0;
            }
            if (!value.failed()) {
                return Evaluated.of(LongVector.of(PhysicalType.BOOL, rows, values));
            }
            long[] failed = value.failures().bits();
            NullBits.zero(values, failed, rows);
            return new Evaluated(new LongVector(PhysicalType.BOOL, rows, values, failed), value.failures());
        };
    }

    private static BatchNode branch(BatchNode condition, BatchNode then, BatchNode orElse) {
        return frame -> {
            Evaluated decided = condition.eval(frame);
            int rows = frame.rows();
            long[] truth = ((LongVector) decided.vector()).values();
            int[] yes = new int[rows];
            int[] no = new int[rows];
            int[] place = new int[rows];
            int yesCount = 0;
            int noCount = 0;
            for (int row = 0; row < rows; row++) {
                if (truth[row] != 0) {
                    place[row] = yesCount;
                    yes[yesCount++] = row;
                } else {
                    place[row] = -1 - noCount;
                    no[noCount++] = row;
                }
            }
            if (!decided.failed() && (yesCount == rows || noCount == rows)) {
                return yesCount == rows ? then.eval(frame) : orElse.eval(frame);
            }
            Evaluated left = then.eval(frame.select(yes, yesCount));
            Evaluated right = orElse.eval(frame.select(no, noCount));
            Vector merged = Vectors.merge(left.vector(), right.vector(), place, rows);
            Failures.Collector failures = new Failures.Collector(rows);
            failures.addAll(decided.failures(), identity(rows, decided.failed()));
            failures.addAll(left.failures(), yes);
            failures.addAll(right.failures(), no);
            Failures all = failures.build();
            return new Evaluated(Vectors.withNulls(merged, all.bits(), rows), all);
        };
    }

    private static BatchNode coalesce(List<ScalarExpr> operands) {
        BatchNode result = compile(operands.getLast());
        for (int i = operands.size() - 2; i >= 0; i--) {
            result = firstNotNull(compile(operands.get(i)), result);
        }
        return result;
    }

    private static BatchNode firstNotNull(BatchNode first, BatchNode rest) {
        return frame -> {
            Evaluated value = first.eval(frame);
            if (!value.vector().hasNulls()) {
                return value;
            }
            int rows = frame.rows();
            int[] open = new int[rows];
            int[] place = new int[rows];
            int count = 0;
            for (int row = 0; row < rows; row++) {
                boolean missing = value.vector().isNull(row) && !value.failures().has(row);
                place[row] = missing ? -1 - count : row;
                if (missing) {
                    open[count++] = row;
                }
            }
            if (count == 0) {
                return value;
            }
            Evaluated other = rest.eval(frame.select(open, count));
            Failures.Collector failures = new Failures.Collector(rows);
            failures.addAll(value.failures(), identity(rows, value.failed()));
            failures.addAll(other.failures(), open);
            return new Evaluated(Vectors.merge(value.vector(), other.vector(), place, rows), failures.build());
        };
    }

    /** 0, 1, 2, ... where {@code needed}; else empty. */
    static int[] identity(int rows, boolean needed) {
        int[] all = new int[needed ? rows : 0];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return all;
    }
}
