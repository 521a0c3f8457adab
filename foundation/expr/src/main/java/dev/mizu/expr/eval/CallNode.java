package dev.mizu.expr.eval;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.kernel.Vectors;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.List;
import java.util.Optional;

/** A call over whole columns: the function's kernel where it has one, else its code row by row. */
final class CallNode implements BatchNode {
    private final List<BatchNode> args;
    private final List<Optional<Datum>> constants;
    private final boolean strict;
    private final Optional<ScalarFunction.Kernel> kernel;
    private final ScalarFunction.Eval eval;
    private final PhysicalType physical;

    CallNode(ScalarExpr.Call call) {
        args = call.args().stream().map(BatchEvaluator::compile).toList();
        constants = RowEvaluator.constants(call.args());
        strict = call.function().strict();
        kernel = call.function().kernel();
        eval = call.function().bind(constants);
        physical = call.type().scalar().physical();
    }

    @Override
    public Evaluated eval(Frame frame) {
        int rows = frame.rows();
        Vector[] vectors = new Vector[args.size()];
        Failures failures = Failures.NONE;
        for (int i = 0; i < vectors.length; i++) {
            Evaluated arg = args.get(i).eval(frame);
            vectors[i] = arg.vector();
            failures = failures.or(arg.failures());
        }
        // A failed argument is NULL in its vector: a strict function answers NULL there, as it must.
        if (kernel.isPresent() && (strict || !failures.any())) {
            try {
                Vector result = kernel.get().apply(vectors, rows);
                return new Evaluated(Vectors.withNulls(result, failures.bits(), rows), failures);
            } catch (EvalException someRowFails) {
                return rowByRow(vectors, rows, failures);
            }
        }
        return rowByRow(vectors, rows, failures);
    }

    private Evaluated rowByRow(Vector[] vectors, int rows, Failures failures) {
        VectorBuilder builder = new VectorBuilder(physical, rows);
        Failures.Collector failed = new Failures.Collector(rows);
        Datum[] values = new Datum[vectors.length];
        for (int row = 0; row < rows; row++) {
            if (failures.has(row) || strict && anyNull(vectors, row)) {
                builder.appendNull();
                continue;
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = constants.get(i).isPresent() ? constants.get(i).get() : vectors[i].datum(row);
            }
            try {
                builder.append(eval.eval(values));
            } catch (EvalException e) {
                failed.add(row, e.error());
                builder.appendNull();
            }
        }
        return new Evaluated(builder.build(), failures.or(failed.build()));
    }

    private static boolean anyNull(Vector[] vectors, int row) {
        for (Vector vector : vectors) {
            if (vector.isNull(row)) {
                return true;
            }
        }
        return false;
    }
}
