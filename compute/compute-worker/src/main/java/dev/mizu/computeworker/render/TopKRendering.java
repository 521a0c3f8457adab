package dev.mizu.computeworker.render;

import dev.mizu.computeplan.LirPlan;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.reduce.TopK;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;

/** Top-k per group. */
final class TopKRendering {
    /** A limit that the kernel makes an error of. */
    private static final long INVALID = -1;

    private TopKRendering() {}

    static Stream render(RenderContext context, LirPlan.TopK plan) {
        Stream input = PlanRendering.render(context, plan.input());
        RowOrder order = order(plan.order(), PlanRendering.columns(plan.input()));
        TopK.Window window = new TopK.Window(
                plan.groupKey(), order, plan.limit().map(TopKRendering::limit), plan.offset(), plan.monotonic());
        return context.builder().apply("top-k", new TopK(input.types(), window, RenderContext.IMPOSSIBLE),
                List.of(input), input.types());
    }

    /** An order of columns as the kernel has it. */
    static RowOrder order(List<ColumnOrder> columns, List<ColumnType> types) {
        List<RowOrder.Column> order = new ArrayList<>();
        for (ColumnOrder by : columns) {
            order.add(new RowOrder.Column(by.column(), by.descending(), !by.nullsLast(),
                    unsigned(types.get(by.column()))));
        }
        return new RowOrder(order);
    }

    static boolean unsigned(ColumnType type) {
        return type.scalar() == SimpleType.UINT8;
    }

    /** A limit over the columns of the group key; NULL is no limit. */
    static TopK.Limit limit(ScalarExpr expr) {
        if (expr instanceof ScalarExpr.Literal literal) {
            return TopK.Limit.constant(rows(literal.value()));
        }
        RowEvaluator evaluator = RowEvaluator.of(expr);
        return (ColumnBatch keys, int row) -> {
            try {
                return rows(evaluator.eval(keys.row(row).datums().toArray(Datum[]::new)));
            } catch (EvalException e) {
                return INVALID;
            }
        };
    }

    private static long rows(Datum limit) {
        return limit.isNull() ? Long.MAX_VALUE : limit.asLong();
    }
}
