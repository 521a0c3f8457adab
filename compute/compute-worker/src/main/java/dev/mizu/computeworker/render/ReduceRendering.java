package dev.mizu.computeworker.render;

import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.ReducePlan;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.operator.Distinct;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.reduce.Aggregate;
import dev.mizu.dataflow.reduce.Reduce;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.PhysicalType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Reductions. The input is first mapped to what grouping needs: the keys, then each aggregate's arguments, sort
 * expressions and filter. All plans but Distinct are one operator, which keeps each aggregate as it must be kept.
 */
final class ReduceRendering {
    private final List<ColumnType> input;
    private final List<ScalarExpr> needed = new ArrayList<>();
    private final List<Aggregate> aggregates = new ArrayList<>();
    private final List<ColumnType> output = new ArrayList<>();

    private ReduceRendering(List<ColumnType> input, List<ScalarExpr> keys) {
        this.input = input;
        needed.addAll(keys);
        output.addAll(Physical.typesOf(keys, input));
    }

    static Stream render(RenderContext context, LirPlan.Reduce plan) {
        Stream input = PlanRendering.render(context, plan.input());
        Prepared prepared = prepare(plan);
        Stream mapped = MfpRendering.render(
                context, input, prepared.mapped(), PlanRendering.columns(plan.input()));
        Stream reduced = context.builder().apply(prepared.name(), prepared.operator().get(),
                List.of(mapped), Physical.ofColumns(prepared.output()));
        return MfpRendering.render(context, reduced, plan.mfp(), prepared.output());
    }

    /**
     * A reduction made ready.
     *
     * @param mapped gives what the operator wants: the keys first, then all that the aggregates need
     * @param output the columns that the operator gives, before the plan's own Mfp
     */
    record Prepared(Mfp mapped, String name, Supplier<Operator> operator, List<ColumnType> output) {}

    static Prepared prepare(LirPlan.Reduce plan) {
        List<ColumnType> input = PlanRendering.columns(plan.input());
        ReduceRendering rendering = new ReduceRendering(input, plan.keys());
        List<AggregateExpr> exprs = switch (plan.plan()) {
            case ReducePlan.Distinct distinct -> List.<AggregateExpr>of();
            case ReducePlan.Accumulable accumulable -> accumulable.aggregates();
            case ReducePlan.Hierarchical hierarchical -> hierarchical.aggregates();
            case ReducePlan.Basic basic -> basic.aggregates();
            case ReducePlan.Mixed mixed -> mixed.aggregates();
        };
        exprs.forEach(rendering::add);
        Mfp mapped = rendering.mapped();
        List<PhysicalType> types = Physical.ofColumns(MfpRendering.outputTypes(mapped, input));
        if (exprs.isEmpty()) {
            return new Prepared(mapped, "distinct",
                    () -> new Distinct(types, RenderContext.IMPOSSIBLE), rendering.output);
        }
        boolean monotonic = switch (plan.plan()) {
            case ReducePlan.Hierarchical hierarchical -> hierarchical.monotonic();
            case ReducePlan.Mixed mixed -> mixed.monotonic();
            case ReducePlan.Distinct d -> false;
            case ReducePlan.Accumulable a -> false;
            case ReducePlan.Basic b -> false;
        };
        Reduce.Grouping grouping = new Reduce.Grouping(
                types, Physical.range(0, plan.keys().size()), rendering.aggregates, monotonic);
        return new Prepared(mapped, "reduce",
                () -> new Reduce(grouping, RenderContext.IMPOSSIBLE), rendering.output);
    }

    private Mfp mapped() {
        Mfp mfp = Mfp.identity(input.size());
        List<Integer> outputs = new ArrayList<>();
        for (ScalarExpr expr : needed) {
            if (expr instanceof ScalarExpr.Column(int index)) {
                outputs.add(index);
            } else {
                mfp = mfp.map(List.of(expr));
                outputs.add(mfp.outputArity() - 1);
            }
        }
        return mfp.project(outputs);
    }

    /** The position of an expression among those needed. */
    private int column(ScalarExpr expr) {
        int known = needed.indexOf(expr);
        if (known >= 0) {
            return known;
        }
        needed.add(expr);
        return needed.size() - 1;
    }

    private void add(AggregateExpr expr) {
        List<ColumnType> argTypes = Physical.typesOf(expr.args(), input);
        ColumnType result = expr.function().resultType(argTypes);
        List<Integer> args = expr.args().stream().map(this::column).toList();
        OptionalInt filter = expr.filter().map(f -> OptionalInt.of(column(f))).orElse(OptionalInt.empty());
        AggregateFunction function = expr.function();
        output.add(result);
        aggregates.add(switch (function.maintenance()) {
            case ACCUMULABLE -> new Aggregate.Accumulated(
                    Accumulators.of((AggregateFunction.Accumulable) function, argTypes, result),
                    args, expr.distinct(), function.skipsNulls(), filter);
            case MIN, MAX -> new Aggregate.Extreme(args.getFirst(),
                    function.maintenance() == AggregateFunction.Maintenance.MAX,
                    TopKRendering.unsigned(argTypes.getFirst()), argTypes.getFirst().scalar().physical(), filter);
            case BASIC -> collected(expr, args, result, filter);
        });
    }

    private Aggregate collected(AggregateExpr expr, List<Integer> args, ColumnType result, OptionalInt filter) {
        List<Integer> columns = new ArrayList<>(args);
        List<RowOrder.Column> order = new ArrayList<>();
        for (AggregateExpr.SortKey key : expr.orderBy()) {
            boolean unsigned = TopKRendering.unsigned(Physical.typesOf(List.of(key.expr()), input).getFirst());
            order.add(new RowOrder.Column(columns.size(), key.descending(), !key.nullsLast(), unsigned));
            columns.add(column(key.expr()));
        }
        GroupRowsFunction function = new GroupRowsFunction(
                expr.function(), args.size(), result.scalar().physical());
        return new Aggregate.Collected(function, columns, new RowOrder(order), expr.distinct(),
                expr.function().skipsNulls(), filter);
    }
}
