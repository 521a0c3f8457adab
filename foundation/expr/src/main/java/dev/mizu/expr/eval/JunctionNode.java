package dev.mizu.expr.eval;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.kernel.NullBits;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.LongVector;
import java.util.List;

/**
 * A conjunction or disjunction over whole columns. Operands run in order, each over the rows that none before has
 * decided; the {@code decisive} value in one operand (false of a conjunction) masks errors and NULLs of all.
 */
final class JunctionNode implements BatchNode {
    /** A row is open (0) until an operand says otherwise. */
    private static final byte NULL = 1;
    private static final byte DECIDED = 2;

    private final List<BatchNode> operands;
    private final long decisive;

    JunctionNode(List<ScalarExpr> operands, boolean decisive) {
        this.operands = operands.stream().map(BatchEvaluator::compile).toList();
        this.decisive = decisive ? 1 : 0;
    }

    @Override
    public Evaluated eval(Frame frame) {
        int rows = frame.rows();
        byte[] state = new byte[rows];
        Failures.Collector failures = new Failures.Collector(rows);
        int[] selection = BatchEvaluator.identity(rows, true);
        int open = rows;
        boolean failed = false;
        Frame current = frame;
        for (BatchNode operand : operands) {
            if (open == 0) {
                break;
            }
            Evaluated value = operand.eval(current);
            failures.addAll(value.failures(), selection);
            failed |= value.failed();
            int still = mark((LongVector) value.vector(), value.failures(), state, selection, open);
            if (still < open) {
                int[] rest = new int[still];
                int count = 0;
                for (int i = 0; i < open; i++) {
                    if (state[selection[i]] != DECIDED) {
                        rest[count++] = selection[i];
                    }
                }
                selection = rest;
                current = frame.select(rest, still);
                open = still;
            }
        }
        return result(state, failed ? failures.build() : Failures.NONE, rows);
    }

    /** Notes what an operand says of the rows of a selection; returns how many of them stay undecided. */
    private int mark(LongVector vector, Failures failures, byte[] state, int[] selection, int count) {
        long[] values = vector.values();
        long[] nulls = vector.nulls();
        int still = count;
        if (nulls.length == 0) {
            for (int i = 0; i < count; i++) {
                if (values[i] == decisive) {
                    state[selection[i]] = DECIDED;
                    still--;
                }
            }
            return still;
        }
        for (int i = 0; i < count; i++) {
            if (NullBits.test(nulls, i)) {
                if (!failures.has(i)) {
                    state[selection[i]] = NULL;
                }
            } else if (values[i] == decisive) {
                state[selection[i]] = DECIDED;
                still--;
            }
        }
        return still;
    }

    private Evaluated result(byte[] state, Failures failures, int rows) {
        long[] values = new long[rows];
        long[] nulls = NullBits.NONE;
        Failures.Collector kept = new Failures.Collector(rows);
        for (int row = 0; row < rows; row++) {
            boolean fails = failures.any() && failures.has(row) && state[row] != DECIDED;
            if (fails) {
                kept.add(row, failures.at(row).orElseThrow());
            }
            if (fails || state[row] == NULL) {
                nulls = nulls.length == 0 ? NullBits.room(rows) : nulls;
                NullBits.set(nulls, row);
            } else {
                values[row] = state[row] == DECIDED ? decisive : 1 - decisive;
            }
        }
        return new Evaluated(new LongVector(PhysicalType.BOOL, rows, values, nulls), kept.build());
    }
}
