package dev.mizu.computeworker.render;

import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.operator.BatchFunction;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.TemporalFilter;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.eval.MfpEvaluator;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;

/** Fused maps, filters and projections, with temporal filters as operators of their own. */
final class MfpRendering {
    private MfpRendering() {}

    /** A stream of columns {@code input} after an Mfp. */
    static Stream render(RenderContext context, Stream stream, Mfp mfp, List<ColumnType> input) {
        return mfp.isIdentity() ? stream
                : renderTyped(context, stream, mfp, Physical.ofColumns(outputTypes(mfp, input)));
    }

    /** The same when the types of the outputs are known. */
    static Stream renderTyped(RenderContext context, Stream stream, Mfp mfp, List<PhysicalType> types) {
        if (mfp.isIdentity()) {
            return stream;
        }
        if (!mfp.temporal()) {
            return context.builder().map("map-filter-project", stream, function(mfp), types);
        }
        MfpEvaluator evaluator = MfpEvaluator.of(mfp);
        TemporalFilter filter = new TemporalFilter(types, batch -> {
            MfpEvaluator.Output output = evaluator.eval(batch);
            return new TemporalFilter.Timed(output.rows(), errors(output), output.lower(), output.upper());
        }, context.until());
        return context.builder().apply("temporal filter", filter, List.of(stream), types);
    }

    /** An Mfp without temporal filters as a function of batches. */
    static BatchFunction function(Mfp mfp) {
        if (plainProjection(mfp)) {
            int[] outputs = Physical.array(mfp.outputs());
            return batch -> Deltas.of(batch.project(outputs));
        }
        MfpEvaluator evaluator = MfpEvaluator.of(mfp);
        return batch -> {
            MfpEvaluator.Output output = evaluator.eval(batch);
            return new Deltas(output.rows().isEmpty() ? List.of() : List.of(output.rows()), errors(output));
        };
    }

    private static boolean plainProjection(Mfp mfp) {
        return mfp.maps().isEmpty() && mfp.predicates().isEmpty() && !mfp.temporal();
    }

    private static List<ColumnBatch> errors(MfpEvaluator.Output output) {
        return output.errors().isEmpty() ? List.of() : List.of(output.errors());
    }

    /** The types of an Mfp's outputs. */
    static List<ColumnType> outputTypes(Mfp mfp, List<ColumnType> input) {
        List<ColumnType> space = new ArrayList<>(input);
        for (ScalarExpr map : mfp.maps()) {
            space.add(ScalarExprs.typeOf(map, space));
        }
        return mfp.outputs().stream().map(space::get).toList();
    }
}
