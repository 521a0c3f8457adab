package dev.mizu.computeworker.render;

import dev.mizu.dataflow.reduce.GroupFunction;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An aggregate recomputed from its group's rows, of which it sees the first {@code args} columns. */
record GroupRowsFunction(AggregateFunction function, int args, PhysicalType type) implements GroupFunction {
    @Override
    public Optional<byte[]> evaluate(ColumnBatch rows, VectorBuilder out) {
        List<Datum[]> spelled = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Datum[] values = new Datum[args];
            for (int i = 0; i < args; i++) {
                values[i] = rows.column(i).datum(row);
            }
            for (long n = rows.diffs()[row]; n > 0; n--) {
                spelled.add(values);
            }
        }
        try {
            out.append(spelled.isEmpty() ? function.empty() : function.evaluate(spelled));
            return Optional.empty();
        } catch (EvalException e) {
            return Optional.of(e.error().encode());
        }
    }
}
