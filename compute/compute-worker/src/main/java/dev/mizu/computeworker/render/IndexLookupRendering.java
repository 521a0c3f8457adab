package dev.mizu.computeworker.render;

import dev.mizu.computeplan.LirPlan;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.operator.BatchFunction;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of an index under literal keys: the snapshot is looked up instead of scanned, the index's later updates are
 * filtered by key. A key that fails to evaluate is an error of the whole collection.
 */
final class IndexLookupRendering {
    private IndexLookupRendering() {}

    static Stream render(RenderContext context, LirPlan.IndexLookup lookup) {
        IndexSource index = context.index(lookup.indexId());
        ArrangementShape shape = index.shape();
        List<PhysicalType> types = shape.types();
        Set<Row> keys = new LinkedHashSet<>();
        List<ColumnBatch> errors = new ArrayList<>();
        for (List<ScalarExpr> key : lookup.keys()) {
            try {
                keys.add(row(key));
            } catch (EvalException e) {
                errors.add(PlanRendering.errorRow(e.error()));
            }
        }
        ColumnBatch batch = keyBatch(keys, types.subList(0, shape.keyColumns()));
        Stream found = context.builder().importUnder("lookup " + lookup.indexId(), index.trace(), batch);
        Stream filtered = context.builder().map("key filter", found, keyFilter(keys, shape.keyColumns()), types);
        Stream rows = MfpRendering.renderTyped(
                context, filtered, shape.restoring().then(lookup.mfp()), Physical.of(lookup.type()));
        if (errors.isEmpty()) {
            return rows;
        }
        Stream failed = context.builder().constant("bad keys", rows.types(), Deltas.EMPTY.withErrors(errors));
        return context.builder().apply("union", new dev.mizu.dataflow.operator.Union(false),
                List.of(rows, failed), rows.types());
    }

    private static Row row(List<ScalarExpr> key) {
        List<Datum> datums = new ArrayList<>(key.size());
        for (ScalarExpr expr : key) {
            datums.add(RowEvaluator.eval(expr, Row.of()));
        }
        return new Row(datums);
    }

    /** Keys as a batch to look up. */
    static ColumnBatch keyBatch(Set<Row> keys, List<PhysicalType> types) {
        BatchBuilder builder = new BatchBuilder(types, keys.size());
        keys.forEach(key -> builder.append(key.datums(), 1));
        return builder.build(0);
    }

    private static BatchFunction keyFilter(Set<Row> keys, int keyColumns) {
        return batch -> {
            int[] kept = new int[batch.size()];
            int count = 0;
            for (int row = 0; row < batch.size(); row++) {
                List<Datum> key = new ArrayList<>(keyColumns);
                for (int column = 0; column < keyColumns; column++) {
                    key.add(batch.column(column).datum(row));
                }
                if (keys.contains(new Row(key))) {
                    kept[count++] = row;
                }
            }
            return Deltas.of(count == batch.size() ? batch : batch.select(kept, count));
        };
    }
}
