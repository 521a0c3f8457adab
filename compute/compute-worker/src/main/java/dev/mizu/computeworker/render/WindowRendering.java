package dev.mizu.computeworker.render;

import dev.mizu.computeplan.LirPlan;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.reduce.PartitionFunction;
import dev.mizu.dataflow.reduce.Window;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.expr.window.Partition;
import dev.mizu.expr.window.WindowEvaluator;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.List;
import java.util.Optional;

/** Window functions. */
final class WindowRendering {
    private WindowRendering() {}

    static Stream render(RenderContext context, LirPlan.Window plan) {
        Stream input = PlanRendering.render(context, plan.input());
        Window.Partitioning partitioning = new Window.Partitioning(plan.partition(),
                TopKRendering.order(plan.order(), PlanRendering.columns(plan.input())), functions(plan.functions()));
        return context.builder().apply("window",
                new Window(input.types(), partitioning, RenderContext.IMPOSSIBLE), List.of(input),
                Physical.of(plan.type()));
    }

    static List<PartitionFunction> functions(List<WindowExpr> exprs) {
        return exprs.stream().<PartitionFunction>map(Evaluation::new).toList();
    }

    private record Evaluation(WindowExpr expr) implements PartitionFunction {
        @Override
        public PhysicalType type() {
            return expr.type().scalar().physical();
        }

        @Override
        public Optional<byte[]> evaluate(ColumnBatch rows, int[] peers, VectorBuilder out) {
            try {
                WindowEvaluator.evaluate(expr, new Partition(rows, peers), out);
                return Optional.empty();
            } catch (EvalException failed) {
                return Optional.of(failed.error().encode());
            }
        }
    }
}
