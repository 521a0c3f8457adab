package dev.mizu.expr.explain;

import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Binding;
import dev.mizu.expr.relation.RelationExpr.RecursionLimit;
import dev.mizu.expr.relation.RelationKeys;
import dev.mizu.expr.relation.RelationTypes;
import java.util.List;
import java.util.stream.Collectors;

/** The text of a MIR tree: a line a node, parents above their inputs, bindings before bodies. */
public final class RelationExprPrinter {
    private final ExplainOptions options;
    private final ScalarPrinter scalars;
    private final StringBuilder out = new StringBuilder();

    private RelationExprPrinter(ExplainOptions options) {
        this.options = options;
        this.scalars = new ScalarPrinter(options.redacted());
    }

    public static String print(RelationExpr expr) {
        return print(expr, ExplainOptions.DEFAULT);
    }

    /** Lines ended by newlines. */
    public static String print(RelationExpr expr, ExplainOptions options) {
        RelationExprPrinter printer = new RelationExprPrinter(options);
        printer.node(expr, 0);
        return printer.out.toString();
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }

    private void node(RelationExpr expr, int depth) {
        switch (expr) {
            case RelationExpr.Let let -> let(let, depth);
            case RelationExpr.LetRec rec -> letRec(rec, depth);
            case RelationExpr.Constant constant -> constant(constant, depth);
            default -> {
                line(depth, head(expr) + facts(expr));
                expr.children().forEach(child -> node(child, depth + 1));
            }
        }
    }

    private String head(RelationExpr expr) {
        return switch (expr) {
            case RelationExpr.Get get -> "Get " + options.names().apply(get.id());
            case RelationExpr.LocalGet get -> "Get " + get.id();
            case RelationExpr.Project p -> "Project (" + columns(p.outputs()) + ")";
            case RelationExpr.Map m -> "Map (" + scalars.list(m.scalars()) + ")";
            case RelationExpr.Filter f -> "Filter " + scalars.conjunction(f.predicates());
            case RelationExpr.FlatMap f -> "FlatMap " + f.function().name() + "(" + scalars.list(f.args()) + ")";
            case RelationExpr.Join j -> j.equivalences().isEmpty() ? "CrossJoin" : "Join on=" + equivalences(j);
            case RelationExpr.Reduce r -> reduce(r);
            case RelationExpr.TopK t -> topK(t);
            case RelationExpr.Window w -> "Window" + scalars.window(w.partition(), w.order(), w.functions());
            case RelationExpr.Negate n -> "Negate";
            case RelationExpr.Threshold t -> "Threshold";
            case RelationExpr.Union u -> "Union";
            case RelationExpr.ArrangeBy a -> "ArrangeBy keys=" + a.keys().stream()
                    .map(key -> "[" + scalars.list(key) + "]").collect(Collectors.joining(", ", "[", "]"));
            case RelationExpr.Constant c -> "Constant";
            case RelationExpr.Let l -> "Let";
            case RelationExpr.LetRec l -> "LetRec";
        };
    }

    private String equivalences(RelationExpr.Join join) {
        return join.equivalences().stream()
                .map(equal -> equal.stream().map(scalars::print).collect(Collectors.joining(" = ")))
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    private String reduce(RelationExpr.Reduce reduce) {
        String hint = reduce.groupSizeHint().isPresent()
                ? " exp_group_size=" + reduce.groupSizeHint().getAsLong() : "";
        if (reduce.aggregates().isEmpty()) {
            return "Distinct project=[" + scalars.list(reduce.keys()) + "]" + hint;
        }
        String groupBy = reduce.keys().isEmpty() ? "" : " group_by=[" + scalars.list(reduce.keys()) + "]";
        return "Reduce" + groupBy + " aggregates=[" + reduce.aggregates().stream()
                .map((AggregateExpr aggregate) -> scalars.aggregate(aggregate))
                .collect(Collectors.joining(", ")) + "]" + hint;
    }

    private String topK(RelationExpr.TopK topK) {
        StringBuilder text = new StringBuilder("TopK");
        if (!topK.groupKey().isEmpty()) {
            text.append(" group_by=[").append(columns(topK.groupKey())).append(']');
        }
        if (!topK.order().isEmpty()) {
            text.append(" order_by=").append(ScalarPrinter.order(topK.order()));
        }
        topK.limit().ifPresent(limit -> text.append(" limit=").append(scalars.print(limit)));
        return text.append(topK.offset() > 0 ? " offset=" + topK.offset() : "").toString();
    }

    /** Columns as {@code #0, #1}; a run of three or more as {@code #0..#2}. */
    public static String columns(List<Integer> columns) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            int end = i;
            while (end + 1 < columns.size() && columns.get(end + 1) == columns.get(end) + 1) {
                end++;
            }
            text.append(i == 0 ? "#" : ", #").append(columns.get(i));
            if (end >= i + 2) {
                text.append("..#").append(columns.get(end));
                i = end;
            }
        }
        return text.toString();
    }

    private void constant(RelationExpr.Constant constant, int depth) {
        if (constant.error().isPresent()) {
            String message = options.redacted() ? "█" : constant.error().get().message();
            line(depth, "Error \"" + message.replace("\"", "\\\"") + "\"" + facts(constant));
        } else if (constant.rows().isEmpty()) {
            line(depth, "Constant <empty>" + facts(constant));
        } else {
            line(depth, "Constant" + facts(constant));
            for (RelationExpr.DiffRow row : constant.rows()) {
                String text = scalars.row(row.row(), constant.type().columns());
                line(depth + 1, "- " + (row.diff() == 1 ? text : "(" + text + " x " + row.diff() + ")"));
            }
        }
    }

    private void let(RelationExpr.Let first, int depth) {
        line(depth, "With");
        RelationExpr body = first;
        while (body instanceof RelationExpr.Let let) {
            line(depth + 1, "cte " + let.id() + " =");
            node(let.value(), depth + 2);
            body = let.body();
        }
        line(depth, "Return" + facts(body));
        node(body, depth + 1);
    }

    private void letRec(RelationExpr.LetRec rec, int depth) {
        line(depth, "With Mutually Recursive");
        for (Binding binding : rec.bindings()) {
            line(depth + 1, "cte " + binding.id() + limit(binding.limit()) + " =");
            node(binding.value(), depth + 2);
        }
        line(depth, "Return" + facts(rec.body()));
        node(rec.body(), depth + 1);
    }

    /** The limit of a recursion, empty text when there is none. */
    public static String limit(RecursionLimit limit) {
        if (limit.rounds().isEmpty()) {
            return "";
        }
        return " [recursion_limit=" + limit.rounds().getAsLong() + (limit.returnAtLimit() ? ", return_at_limit" : "")
                + "]";
    }

    private String facts(RelationExpr expr) {
        StringBuilder text = new StringBuilder();
        if (options.arity()) {
            text.append(" // { arity: ").append(RelationTypes.arity(expr)).append(" }");
        }
        if (options.types()) {
            text.append(" // { types: ").append(RelationTypes.columnsOf(expr)).append(" }");
        }
        if (options.keys()) {
            text.append(" // { keys: ").append(RelationKeys.of(expr)).append(" }");
        }
        return text.toString();
    }
}
