package dev.mizu.computeworker.render;

import dev.mizu.base.error.SqlException;
import dev.mizu.computeplan.JoinPlan;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.LirPlan.JoinInput;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.iterate.Iterate;
import dev.mizu.dataflow.iterate.Scope;
import dev.mizu.dataflow.iterate.Scope.Inner;
import dev.mizu.dataflow.operator.BatchFunction;
import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.dataflow.operator.Negate;
import dev.mizu.dataflow.operator.Threshold;
import dev.mizu.dataflow.operator.Union;
import dev.mizu.dataflow.reduce.TopK;
import dev.mizu.dataflow.reduce.Window;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr.RecursionLimit;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.batch.BatchBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Recursive bindings as one scope. What does not depend on the recursion is rendered outside and enters; a reference to
 * an earlier binding of the same block sees this round, one to itself or a later binding the round before.
 */
final class LetRecRendering {
    /** Where a recursion without a limit of its own is taken not to end. */
    private static final int MOST_ROUNDS = 100_000;

    private final RenderContext context;
    private final Scope scope;
    private final Map<LocalId, Inner> inners = new HashMap<>();
    private final Map<Integer, Inner> entered = new HashMap<>();
    private final List<Stream> inputs = new ArrayList<>();

    private LetRecRendering(RenderContext context, Scope.Limit limit) {
        this.context = context;
        this.scope = new Scope(limit, exceeded(limit));
    }

    static Stream render(RenderContext context, LirPlan.LetRec plan) {
        LetRecRendering rendering = new LetRecRendering(context, limit(plan.bindings().getFirst().limit()));
        rendering.bind(plan.bindings());
        return PlanRendering.render(context, plan.body());
    }

    private static Scope.Limit limit(RecursionLimit limit) {
        if (limit.rounds().isEmpty()) {
            return new Scope.Limit(MOST_ROUNDS, false);
        }
        return new Scope.Limit((int) Math.min(limit.rounds().getAsLong(), MOST_ROUNDS), limit.returnAtLimit());
    }

    private static ErrorMaker exceeded(Scope.Limit limit) {
        byte[] error = EvalError.of("54000", "recursive query exceeded the recursion limit of " + limit.rounds())
                .encode();
        return (rows, problem) -> {
            BatchBuilder builder = new BatchBuilder(List.of(PhysicalType.BYTES), 1);
            for (int i = 0; i < rows.size(); i++) {
                builder.column(0).appendBytes(error, 0, error.length);
                builder.endRow(rows.diffs()[i]);
            }
            return builder.build(rows.time());
        };
    }

    private void bind(List<LirPlan.Binding> bindings) {
        Map<LocalId, Inner> variables = new HashMap<>();
        for (LirPlan.Binding binding : bindings) {
            Inner variable = scope.variable(Physical.of(binding.type()));
            variables.put(binding.id(), variable);
            inners.put(binding.id(), variable);
        }
        for (LirPlan.Binding binding : bindings) {
            Inner result = render(binding.value());
            inners.put(binding.id(), result);
            scope.feed(Objects.requireNonNull(variables.get(binding.id())), result);
            scope.leave(result);
        }
        Iterate iterate = scope.build();
        Stream whole = context.builder().apply("iterate", iterate, inputs, List.of());
        for (int i = 0; i < bindings.size(); i++) {
            LirPlan.Binding binding = bindings.get(i);
            context.bind(binding.id(), context.builder().apply("iterate result", iterate.result(i),
                    List.of(whole), Physical.of(binding.type())));
        }
    }

    private boolean recursive(LirPlan plan) {
        return plan instanceof LirPlan.LocalGet get && inners.containsKey(get.id())
                || plan.children().stream().anyMatch(this::recursive);
    }

    private Inner enter(Stream stream) {
        return entered.computeIfAbsent(stream.node(), node -> {
            inputs.add(stream);
            return scope.enter(stream.types());
        });
    }

    private Inner render(LirPlan plan) {
        if (!recursive(plan)) {
            return enter(PlanRendering.render(context, plan));
        }
        return switch (plan) {
            case LirPlan.LocalGet get -> mapped(Objects.requireNonNull(inners.get(get.id())), get.mfp(),
                    Physical.of(get.type()));
            case LirPlan.Let let -> {
                inners.put(let.id(), render(let.value()));
                yield render(let.body());
            }
            case LirPlan.MapFilterProject map -> mapped(render(map.input()), map.mfp(), Physical.of(map.type()));
            case LirPlan.FlatMap flatMap -> flatMap(flatMap);
            case LirPlan.Join join -> join(join);
            case LirPlan.Reduce reduce -> reduce(reduce);
            case LirPlan.TopK topK -> topK(topK);
            case LirPlan.Window window -> window(window);
            case LirPlan.Negate negate -> {
                Inner input = render(negate.input());
                yield scope.stateless(new Negate(), List.of(input), input.types());
            }
            case LirPlan.Threshold threshold -> {
                Inner input = render(threshold.input());
                yield scope.grouped(
                        input, input.types().size(), () -> new Threshold(input.types()), input.types());
            }
            case LirPlan.Union union -> {
                List<Inner> parts = union.inputs().stream().map(this::render).toList();
                yield scope.stateless(new Union(union.consolidate()), parts, Physical.of(union.type()));
            }
            case LirPlan.LetRec letRec -> throw SqlException.unsupported("nested WITH MUTUALLY RECURSIVE");
            case LirPlan.Constant c -> enter(PlanRendering.render(context, c));
            case LirPlan.Get g -> enter(PlanRendering.render(context, g));
            case LirPlan.IndexScan s -> enter(PlanRendering.render(context, s));
            case LirPlan.IndexLookup l -> enter(PlanRendering.render(context, l));
        };
    }

    private Inner mapped(Inner input, Mfp mfp, List<PhysicalType> types) {
        if (mfp.temporal()) {
            throw SqlException.unsupported("a temporal filter inside WITH MUTUALLY RECURSIVE");
        }
        return mfp.isIdentity() ? input : scope.map(input, MfpRendering.function(mfp), types);
    }

    private Inner mapped(Inner input, Mfp mfp, ColumnsOf columns) {
        return mapped(input, mfp, Physical.ofColumns(MfpRendering.outputTypes(mfp, columns.input())));
    }

    /** The columns that an Mfp reads. */
    private record ColumnsOf(List<ColumnType> input) {}

    private Inner flatMap(LirPlan.FlatMap plan) {
        List<ColumnType> columns = PlanRendering.columns(plan.input());
        RelationDesc output = plan.function().output(
                Physical.typesOf(plan.args(), columns).stream().map(ColumnType::scalar).toList());
        List<ColumnType> raw = Physical.concat(columns, output.type().columns());
        BatchFunction function = FlatMapRendering.function(plan.function(),
                plan.args().stream().map(RowEvaluator::of).toList(), Physical.of(output.type()));
        return mapped(scope.map(render(plan.input()), function, Physical.ofColumns(raw)), plan.mfp(),
                new ColumnsOf(raw));
    }

    /** Every plan of a join has a path that starts with one input and looks up all others. */
    private Inner join(LirPlan.Join plan) {
        JoinPlan.Path path = switch (plan.plan()) {
            case JoinPlan.Linear linear -> new JoinPlan.Path(linear.source(), linear.initial(), linear.stages());
            case JoinPlan.Delta delta -> delta.paths().getFirst();
        };
        List<ColumnType> columns = plan.inputs().get(path.source()).type().columns();
        Inner stream = mapped(input(plan, path.source()), path.initial(), new ColumnsOf(columns));
        columns = MfpRendering.outputTypes(path.initial(), columns);
        for (JoinPlan.Stage stage : path.stages()) {
            List<ColumnType> found = plan.inputs().get(stage.lookup()).type().columns();
            ArrangementShape left = ArrangementShape.of(stage.streamKey(), columns);
            ArrangementShape right = ArrangementShape.of(stage.lookupKey(), found);
            int leftWidth = left.types().size();
            List<Integer> restore = Physical.concat(left.restore(),
                    right.restore().stream().map(column -> column + leftWidth).toList());
            Mfp then = Mfp.identity(leftWidth + right.types().size()).project(restore).then(stage.mfp());
            columns = MfpRendering.outputTypes(stage.mfp(), Physical.concat(columns, found));
            stream = scope.join(mapped(stream, left.arrange(), new ColumnsOf(left.columns())),
                    mapped(input(plan, stage.lookup()), right.arrange(), new ColumnsOf(found)),
                    left.keyColumns(), MfpRendering.function(then), Physical.ofColumns(columns));
        }
        return stream;
    }

    private Inner input(LirPlan.Join plan, int number) {
        return switch (plan.inputs().get(number)) {
            case JoinInput.Arranged arranged -> render(arranged.input());
            case JoinInput.Indexed indexed -> enter(context.indexRows(indexed.indexIds().getFirst()));
        };
    }

    private Inner reduce(LirPlan.Reduce plan) {
        ReduceRendering.Prepared prepared = ReduceRendering.prepare(plan);
        Inner input = mapped(render(plan.input()), prepared.mapped(),
                new ColumnsOf(PlanRendering.columns(plan.input())));
        Inner reduced = scope.grouped(input, plan.keys().size(), prepared.operator(),
                Physical.ofColumns(prepared.output()));
        return mapped(reduced, plan.mfp(), new ColumnsOf(prepared.output()));
    }

    private Inner topK(LirPlan.TopK plan) {
        List<ColumnType> columns = PlanRendering.columns(plan.input());
        Turned turned = Turned.of(plan.groupKey(), columns);
        int groups = plan.groupKey().size();
        TopK.Window window = new TopK.Window(Physical.range(0, groups), turned.order(plan.order(), columns),
                plan.limit().map(TopKRendering::limit), plan.offset());
        Mfp identity = Mfp.identity(columns.size());
        Inner input = mapped(render(plan.input()), identity.project(turned.columns()), turned.types());
        Inner top = scope.grouped(input, groups, () -> new TopK(turned.types(), window, RenderContext.IMPOSSIBLE),
                turned.types());
        return mapped(top, identity.project(turned.back()), Physical.ofColumns(columns));
    }

    private Inner window(LirPlan.Window plan) {
        List<ColumnType> columns = PlanRendering.columns(plan.input());
        Turned turned = Turned.of(plan.partition(), columns);
        int groups = plan.partition().size();
        List<WindowExpr> functions = plan.functions().stream().map(function -> function.mapScalars(
                scalar -> ScalarExprs.mapColumns(scalar, turned.columns()::indexOf))).toList();
        Window.Partitioning partitioning = new Window.Partitioning(Physical.range(0, groups),
                turned.order(plan.order(), columns), WindowRendering.functions(functions));
        List<PhysicalType> computed = functions.stream().map(f -> f.type().scalar().physical()).toList();
        List<Integer> back = Physical.concat(
                turned.back(), Physical.range(columns.size(), columns.size() + functions.size()));
        Inner input = mapped(
                render(plan.input()), Mfp.identity(columns.size()).project(turned.columns()), turned.types());
        Inner rows = scope.grouped(input, groups,
                () -> new Window(turned.types(), partitioning, RenderContext.IMPOSSIBLE),
                Physical.concat(turned.types(), computed));
        return mapped(rows, Mfp.identity(back.size()).project(back), Physical.of(plan.type()));
    }

    /**
     * Columns with those of the groups first, as they must be here.
     *
     * @param columns for every column now where it was
     * @param back for every column where it is now
     * @param types of the columns now
     */
    private record Turned(List<Integer> columns, List<Integer> back, List<PhysicalType> types) {
        static Turned of(List<Integer> key, List<ColumnType> types) {
            List<Integer> turned = new ArrayList<>(key);
            IntStream.range(0, types.size()).filter(column -> !turned.contains(column)).forEach(turned::add);
            List<Integer> back = IntStream.range(0, types.size()).map(turned::indexOf).boxed().toList();
            return new Turned(turned, back, Physical.ofColumns(turned.stream().map(types::get).toList()));
        }

        RowOrder order(List<ColumnOrder> order, List<ColumnType> types) {
            List<RowOrder.Column> moved = new ArrayList<>();
            for (RowOrder.Column by : TopKRendering.order(order, types).columns()) {
                moved.add(new RowOrder.Column(
                        columns.indexOf(by.column()), by.descending(), by.nullsFirst(), by.unsigned()));
            }
            return new RowOrder(moved);
        }
    }
}
