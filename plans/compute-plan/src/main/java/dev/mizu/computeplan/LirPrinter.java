package dev.mizu.computeplan;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.BuiltObject;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.IndexImport;
import dev.mizu.computeplan.LirPlan.JoinInput;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.explain.ExplainOptions;
import dev.mizu.expr.explain.RelationExprPrinter;
import dev.mizu.expr.explain.ScalarPrinter;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text of a physical plan: a line a node, what is fused into it on lines below, then its inputs. */
public final class LirPrinter {
    private final ExplainOptions options;
    private final ScalarPrinter scalars;
    private final Map<GlobalId, IndexImport> indexes;
    private final StringBuilder out = new StringBuilder();

    private LirPrinter(ExplainOptions options, Map<GlobalId, IndexImport> indexes) {
        this.options = options;
        this.scalars = new ScalarPrinter(options.redacted());
        this.indexes = indexes;
    }

    public static String print(LirPlan plan) {
        return print(plan, ExplainOptions.DEFAULT);
    }

    public static String print(LirPlan plan, ExplainOptions options) {
        LirPrinter printer = new LirPrinter(options, Map.of());
        printer.node(plan, 0);
        return printer.out.toString();
    }

    /** Every object that the dataflow builds, and what it uses and exports. */
    public static String print(DataflowDescription dataflow, ExplainOptions options) {
        LirPrinter printer = new LirPrinter(options, dataflow.indexImports());
        for (BuiltObject object : dataflow.objects()) {
            printer.line(0, options.names().apply(object.id()) + ":");
            printer.node(object.plan(), 1);
        }
        new TreeMap<>(dataflow.exports()).forEach(printer::export);
        printer.imports(dataflow);
        return printer.out.toString();
    }

    private void export(GlobalId id, Export export) {
        String name = options.names().apply(id);
        String from = options.names().apply(export.from());
        line(0, switch (export) {
            case Export.Index index -> "Export index " + name + " on " + from + " key=[" + scalars.list(index.key())
                    + "]";
            case Export.ShardSink sink -> "Export materialized view " + name + " from " + from;
            case Export.Subscribe subscribe -> "Export subscribe " + name + " from " + from
                    + (subscribe.withSnapshot() ? "" : " without snapshot");
        });
    }

    private void imports(DataflowDescription dataflow) {
        new TreeMap<>(dataflow.shardImports()).keySet()
                .forEach(id -> line(0, "Source " + options.names().apply(id)));
        if (!dataflow.indexImports().isEmpty()) {
            line(0, "Used Indexes:");
            new TreeMap<>(dataflow.indexImports()).forEach((id, index) -> line(1, "- " + options.names().apply(id)
                    + " on " + options.names().apply(index.on()) + " key=[" + scalars.list(index.key()) + "]"));
        }
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }

    private void node(LirPlan plan, int depth) {
        switch (plan) {
            case LirPlan.Constant c -> constant(c, depth);
            case LirPlan.Get g -> leaf("Get " + options.names().apply(g.id()), g.mfp(), depth);
            case LirPlan.IndexScan s -> leaf("IndexScan " + index(s.indexId()), s.mfp(), depth);
            case LirPlan.IndexLookup l -> leaf("IndexLookup " + index(l.indexId()) + " keys=" + keys(l.keys()),
                    l.mfp(), depth);
            case LirPlan.LocalGet g -> leaf("Get " + g.id(), g.mfp(), depth);
            case LirPlan.Let let -> let(let, depth);
            case LirPlan.LetRec rec -> letRec(rec, depth);
            case LirPlan.MapFilterProject m -> inner("MapFilterProject", m.mfp(), m.children(), depth);
            case LirPlan.FlatMap f ->
                    inner("FlatMap " + f.function().name() + "(" + scalars.list(f.args()) + ")", f.mfp(),
                            f.children(), depth);
            case LirPlan.Join j -> join(j, depth);
            case LirPlan.Reduce r -> inner(reduce(r), r.mfp(), r.children(), depth);
            case LirPlan.TopK t -> inner(topK(t), identity(t), t.children(), depth);
            case LirPlan.Window w -> inner("Window" + scalars.window(w.partition(), w.order(), w.functions()),
                    identity(w), w.children(), depth);
            case LirPlan.Negate n -> inner("Negate", identity(n), n.children(), depth);
            case LirPlan.Threshold t -> inner("Threshold", identity(t), t.children(), depth);
            case LirPlan.Union u ->
                    inner(u.consolidate() ? "Union consolidate" : "Union", identity(u), u.children(), depth);
        }
    }

    private static Mfp identity(LirPlan plan) {
        return Mfp.identity(plan.type().arity());
    }

    private void leaf(String head, Mfp mfp, int depth) {
        inner(head, mfp, List.of(), depth);
    }

    private void inner(String head, Mfp mfp, List<LirPlan> children, int depth) {
        line(depth, head);
        mfp(mfp, depth + 1);
        children.forEach(child -> node(child, depth + 1));
    }

    private String index(GlobalId id) {
        IndexImport known = indexes.get(id);
        return options.names().apply(id) + (known == null ? "" : " on " + options.names().apply(known.on()));
    }

    private String keys(List<List<ScalarExpr>> keys) {
        return keys.stream().map(key -> "(" + scalars.list(key) + ")").collect(Collectors.joining(", ", "[", "]"));
    }

    /** What an Mfp does, a line each; nothing for what it leaves alone. */
    private void mfp(Mfp mfp, int depth) {
        int width = mfp.inputArity() + mfp.maps().size();
        if (!mfp.outputs().equals(Mfp.identity(width).outputs())) {
            line(depth, "project=(" + RelationExprPrinter.columns(mfp.outputs()) + ")");
        }
        if (!mfp.lowerBounds().isEmpty()) {
            line(depth, "from=" + scalars.list(mfp.lowerBounds()));
        }
        if (!mfp.upperBounds().isEmpty()) {
            line(depth, "until=" + scalars.list(mfp.upperBounds()));
        }
        if (!mfp.predicates().isEmpty()) {
            line(depth, "filter=" + scalars.conjunction(mfp.predicates()));
        }
        if (!mfp.maps().isEmpty()) {
            line(depth, "map=(" + scalars.list(mfp.maps()) + ")");
        }
    }

    private void constant(LirPlan.Constant constant, int depth) {
        if (constant.error().isPresent()) {
            line(depth, "Error \"" + (options.redacted() ? "█" : constant.error().get().message()) + "\"");
            return;
        }
        line(depth, constant.rows().isEmpty() ? "Constant <empty>" : "Constant");
        for (DiffRow row : constant.rows()) {
            String text = scalars.row(row.row(), constant.type().columns());
            line(depth + 1, "- " + (row.diff() == 1 ? text : "(" + text + " x " + row.diff() + ")"));
        }
    }

    private void let(LirPlan.Let first, int depth) {
        line(depth, "With");
        LirPlan body = first;
        while (body instanceof LirPlan.Let let) {
            line(depth + 1, "cte " + let.id() + " =");
            node(let.value(), depth + 2);
            body = let.body();
        }
        line(depth, "Return");
        node(body, depth + 1);
    }

    private void letRec(LirPlan.LetRec rec, int depth) {
        line(depth, "With Mutually Recursive");
        for (LirPlan.Binding binding : rec.bindings()) {
            line(depth + 1, "cte " + binding.id() + RelationExprPrinter.limit(binding.limit()) + " =");
            node(binding.value(), depth + 2);
        }
        line(depth, "Return");
        node(rec.body(), depth + 1);
    }

    private void join(LirPlan.Join join, int depth) {
        switch (join.plan()) {
            case JoinPlan.Linear linear -> {
                line(depth, "LinearJoin");
                path(new JoinPlan.Path(linear.source(), linear.initial(), linear.stages()), depth + 1);
            }
            case JoinPlan.Delta delta -> {
                line(depth, "DeltaJoin");
                delta.paths().forEach(path -> path(path, depth + 1));
            }
        }
        for (int i = 0; i < join.inputs().size(); i++) {
            switch (join.inputs().get(i)) {
                case JoinInput.Arranged arranged -> {
                    line(depth + 1, "%" + i + (arranged.keys().isEmpty() ? " streamed"
                            : " arranged by=" + arranged.keys().stream()
                                    .map(key -> "[" + scalars.list(key) + "]").collect(Collectors.joining(", "))));
                    node(arranged.input(), depth + 2);
                }
                case JoinInput.Indexed indexed -> line(depth + 1, "%" + i + " indexed "
                        + indexed.indexIds().stream().map(this::index).collect(Collectors.joining(", ")));
            }
        }
    }

    private void path(JoinPlan.Path path, int depth) {
        line(depth, "from %" + path.source());
        mfp(path.initial(), depth + 1);
        for (JoinPlan.Stage stage : path.stages()) {
            line(depth + 1, "lookup %" + stage.lookup() + " [" + scalars.list(stage.streamKey()) + "] = ["
                    + scalars.list(stage.lookupKey()) + "]");
            mfp(stage.mfp(), depth + 2);
        }
    }

    private String reduce(LirPlan.Reduce reduce) {
        String keys = reduce.keys().isEmpty() ? "" : " group_by=[" + scalars.list(reduce.keys()) + "]";
        return switch (reduce.plan()) {
            case ReducePlan.Distinct d -> "Distinct by=[" + scalars.list(reduce.keys()) + "]";
            case ReducePlan.Accumulable(var aggregates) -> "Reduce accumulable" + keys + aggregates(aggregates);
            case ReducePlan.Hierarchical(var aggregates, var monotonic) ->
                    "Reduce hierarchical" + monotonic(monotonic) + keys + aggregates(aggregates);
            case ReducePlan.Basic(var aggregates) -> "Reduce basic" + keys + aggregates(aggregates);
            case ReducePlan.Mixed(var aggregates, var monotonic) ->
                    "Reduce mixed" + monotonic(monotonic) + keys + aggregates(aggregates);
        };
    }

    private static String monotonic(boolean monotonic) {
        return monotonic ? " monotonic" : "";
    }

    private String aggregates(List<AggregateExpr> aggregates) {
        return aggregates.stream().map(scalars::aggregate).collect(Collectors.joining(", ", " aggregates=[", "]"));
    }

    private String topK(LirPlan.TopK topK) {
        StringBuilder text = new StringBuilder("TopK").append(monotonic(topK.monotonic()));
        if (!topK.groupKey().isEmpty()) {
            text.append(" group_by=[").append(RelationExprPrinter.columns(topK.groupKey())).append(']');
        }
        if (!topK.order().isEmpty()) {
            text.append(" order_by=").append(ScalarPrinter.order(topK.order()));
        }
        topK.limit().ifPresent(limit -> text.append(" limit=").append(scalars.print(limit)));
        return text.append(topK.offset() > 0 ? " offset=" + topK.offset() : "").toString();
    }
}
