package dev.mizu.expr.eval;

import dev.mizu.expr.EvalError;
import dev.mizu.repr.batch.Vector;
import java.util.Optional;

/**
 * The values of an expression over the rows of a batch. A row that failed is NULL in {@code vector} and has its error
 * in {@code failures}, which is empty when no row failed.
 */
public record Evaluated(Vector vector, Failures failures) {
    static Evaluated of(Vector vector) {
        return new Evaluated(vector, Failures.NONE);
    }

    public boolean failed() {
        return failures.any();
    }

    /** The error of a row. */
    public Optional<EvalError> error(int row) {
        return failures.at(row);
    }
}
