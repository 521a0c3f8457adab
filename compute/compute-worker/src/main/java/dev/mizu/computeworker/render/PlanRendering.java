package dev.mizu.computeworker.render;

import dev.mizu.computeplan.LirPlan;
import dev.mizu.dataflow.Arranged;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.Negate;
import dev.mizu.dataflow.operator.Threshold;
import dev.mizu.dataflow.operator.Union;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan as a stream of the dataflow being built: each node in turn, inputs first. */
public final class PlanRendering {
    private PlanRendering() {}

    /** The stream of a plan's collection. */
    public static Stream render(RenderContext context, LirPlan plan) {
        return switch (plan) {
            case LirPlan.Constant constant -> constant(context, constant);
            case LirPlan.Get get -> gotten(context, context.collection(get.id()), get.mfp(), get.type().columns());
            case LirPlan.IndexScan scan -> indexScan(context, scan);
            case LirPlan.IndexLookup lookup -> IndexLookupRendering.render(context, lookup);
            case LirPlan.LocalGet get -> gotten(context, context.local(get.id()), get.mfp(), get.type().columns());
            case LirPlan.Let let -> {
                context.bind(let.id(), render(context, let.value()));
                yield render(context, let.body());
            }
            case LirPlan.LetRec letRec -> LetRecRendering.render(context, letRec);
            case LirPlan.MapFilterProject map ->
                    MfpRendering.render(context, render(context, map.input()), map.mfp(), columns(map.input()));
            case LirPlan.FlatMap flatMap -> FlatMapRendering.render(context, flatMap);
            case LirPlan.Join join -> JoinRendering.render(context, join);
            case LirPlan.Reduce reduce -> ReduceRendering.render(context, reduce);
            case LirPlan.TopK topK -> TopKRendering.render(context, topK);
            case LirPlan.Window window -> WindowRendering.render(context, window);
            case LirPlan.Negate negate -> {
                Stream input = render(context, negate.input());
                yield context.builder().apply("negate", new Negate(), List.of(input), input.types());
            }
            case LirPlan.Threshold threshold -> {
                Stream input = render(context, threshold.input());
                yield context.builder().apply("threshold", new Threshold(input.types()), List.of(input), input.types());
            }
            case LirPlan.Union union -> {
                List<Stream> inputs = new ArrayList<>();
                union.inputs().forEach(input -> inputs.add(render(context, input)));
                yield context.builder().apply(
                        "union", new Union(union.consolidate()), inputs, Physical.of(union.type()));
            }
        };
    }

    static List<ColumnType> columns(LirPlan plan) {
        return plan.type().columns();
    }

    /**
     * A known stream after an Mfp. The columns read have no types of their own in the plan: where the Mfp needs them
     * to tell an output's type, the node's own type says it.
     */
    private static Stream gotten(RenderContext context, Stream stream, Mfp mfp, List<ColumnType> output) {
        if (mfp.isIdentity()) {
            return stream;
        }
        return MfpRendering.renderTyped(context, stream, mfp, Physical.ofColumns(output));
    }

    private static Stream indexScan(RenderContext context, LirPlan.IndexScan scan) {
        ArrangementShape shape = context.index(scan.indexId()).shape();
        Arranged index = context.importIndex(scan.indexId());
        return MfpRendering.renderTyped(
                context, index.updates(), shape.restoring().then(scan.mfp()), Physical.of(scan.type()));
    }

    private static Stream constant(RenderContext context, LirPlan.Constant constant) {
        List<PhysicalType> types = Physical.of(constant.type());
        BatchBuilder rows = new BatchBuilder(types, constant.rows().size());
        for (DiffRow row : constant.rows()) {
            rows.append(row.row().datums(), row.diff());
        }
        Deltas deltas = Deltas.of(rows.build(0));
        Optional<EvalError> error = constant.error();
        if (error.isPresent()) {
            deltas = deltas.withErrors(List.of(errorRow(error.get())));
        }
        return context.builder().constant("constant", types, deltas);
    }

    /** One error as a batch of the twin collection. */
    public static ColumnBatch errorRow(EvalError error) {
        BatchBuilder builder = new BatchBuilder(List.of(PhysicalType.BYTES), 1);
        byte[] encoded = error.encode();
        builder.column(0).appendBytes(encoded, 0, encoded.length);
        builder.endRow(1);
        return builder.build(0);
    }
}
