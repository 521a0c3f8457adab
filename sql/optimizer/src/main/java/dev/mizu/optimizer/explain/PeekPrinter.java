package dev.mizu.optimizer.explain;

import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.LirPrinter;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.explain.ExplainOptions;
import dev.mizu.expr.explain.RelationExprPrinter;
import dev.mizu.expr.explain.ScalarPrinter;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.PeekPlan;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of a {@link PeekPlan}: what {@code EXPLAIN} of a SELECT answers. */
public final class PeekPrinter {
    private PeekPrinter() {}

    public static String print(PeekPlan plan, ExplainOptions options) {
        String body = switch (plan) {
            case PeekPlan.ConstantPeek c -> "Explained Query (fast path):\n" + indented(RelationExprPrinter.print(
                    new RelationExpr.Constant(c.rows(), c.error(), c.type()), options));
            case PeekPlan.FastPathPeek f -> "Explained Query (fast path):\n" + indented(fastPath(f, options));
            case PeekPlan.ShardPeek s -> "Explained Query (fast path):\n" + indented(LirPrinter.print(
                    new LirPlan.Get(s.collection(), s.mfp(), s.type()), options));
            case PeekPlan.DataflowPeek d -> "Explained Query:\n" + indented(
                    LirPrinter.print(d.dataflow(), options) + extra(d.mfp()));
        };
        return body + finishing(plan.finishing(), options);
    }

    private static String fastPath(PeekPlan.FastPathPeek peek, ExplainOptions options) {
        String lines = LirPrinter.print(new LirPlan.IndexScan(peek.index(), peek.mfp(), noColumns()), options);
        String on = " on " + options.names().apply(peek.on()) + peek.keys().map(k -> keys(k, options)).orElse("");
        int end = lines.indexOf('\n');
        String head = lines.substring(0, end);
        return (peek.keys().isPresent() ? head.replace("IndexScan", "IndexLookup") : head) + on
                + lines.substring(end);
    }

    private static RelationType noColumns() {
        return RelationType.of();
    }

    private static String keys(List<Row> keys, ExplainOptions options) {
        ScalarPrinter scalars = new ScalarPrinter(options.redacted());
        return keys.stream().map(row -> "(" + row.datums().stream()
                        .map(datum -> scalars.untyped(datum)).collect(Collectors.joining(", ")) + ")")
                .collect(Collectors.joining(", ", " keys=[", "]"));
    }

    private static String extra(Mfp mfp) {
        return mfp.isIdentity() ? "" : "Peek project=(" + RelationExprPrinter.columns(mfp.outputs()) + ")\n";
    }

    private static String finishing(Finishing finishing, ExplainOptions options) {
        boolean all = finishing.order().isEmpty() && finishing.limit().isEmpty() && finishing.offset() == 0;
        Optional<String> limit = finishing.limit().map(l -> " limit=" + (options.redacted() ? "█" : l));
        return all ? "" : "Finish"
                + (finishing.order().isEmpty() ? "" : " order_by=" + ScalarPrinter.order(finishing.order()))
                + limit.orElse("") + (finishing.offset() > 0 ? " offset=" + finishing.offset() : "")
                + " output=[" + RelationExprPrinter.columns(finishing.project()) + "]\n";
    }

    private static String indented(String text) {
        return text.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
    }
}
