package dev.mizu.computeworker.render;

import dev.mizu.computeplan.LirPlan;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.operator.BatchFunction;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.OutputRoom;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.expr.functions.TableFunction;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Table functions: the input's columns, then the function's, one row for each row that the function gives. */
final class FlatMapRendering {
    private FlatMapRendering() {}

    static Stream render(RenderContext context, LirPlan.FlatMap plan) {
        Stream input = PlanRendering.render(context, plan.input());
        List<ColumnType> columns = PlanRendering.columns(plan.input());
        List<ScalarType> argTypes = Physical.typesOf(plan.args(), columns).stream().map(ColumnType::scalar).toList();
        RelationDesc output = plan.function().output(argTypes);
        List<ColumnType> raw = Physical.concat(columns, output.type().columns());
        List<RowEvaluator> args = plan.args().stream().map(RowEvaluator::of).toList();
        Stream rows = context.builder().map("flat map " + plan.function().name(), input,
                function(plan.function(), args, Physical.of(output.type())), Physical.ofColumns(raw));
        return MfpRendering.render(context, rows, plan.mfp(), raw);
    }

    /** A table function as a function of batches: the input's columns, then those of {@code types}. */
    static BatchFunction function(TableFunction function, List<RowEvaluator> args, List<PhysicalType> types) {
        return batch -> new Expansion(batch, types).expand(function, args);
    }

    /** One batch on its way through a function. */
    private static final class Expansion {
        private final ColumnBatch batch;
        private final BatchBuilder made;
        private final BatchBuilder errors = new BatchBuilder(List.of(PhysicalType.BYTES), 1);
        private final OutputRoom room = new OutputRoom();
        private int[] origin = new int[64];

        Expansion(ColumnBatch batch, List<PhysicalType> types) {
            this.batch = batch;
            this.made = new BatchBuilder(types, batch.size());
        }

        Deltas expand(TableFunction function, List<RowEvaluator> args) {
            for (int row = 0; row < batch.size(); row++) {
                expand(function, args, row);
            }
            int count = made.size();
            ColumnBatch right = made.build(batch.time());
            List<Vector> columns = new ArrayList<>();
            for (Vector column : batch.columns()) {
                columns.add(column.select(origin, count));
            }
            columns.addAll(right.columns());
            Deltas rows = Deltas.of(new ColumnBatch(count, columns, right.diffs(), batch.time()));
            return errors.size() == 0 ? rows : rows.withErrors(List.of(errors.build(batch.time())));
        }

        // Rows go where they stay at once: there may be very many. Those that come before an error stay beside it, and
        // leave with it when the row around is retracted.
        private void expand(TableFunction function, List<RowEvaluator> args, int row) {
            long diff = batch.diffs()[row];
            try {
                Datum[] datums = batch.row(row).datums().toArray(Datum[]::new);
                Datum[] values = new Datum[args.size()];
                boolean missing = false;
                for (int i = 0; i < values.length; i++) {
                    values[i] = args.get(i).eval(datums);
                    missing |= values[i].isNull();
                }
                if (!missing || !function.strict()) {
                    function.eval(values, result -> add(result, row, diff));
                }
            } catch (EvalException e) {
                fail(e.error(), row);
            }
        }

        private void add(Datum[] result, int row, long diff) {
            if (made.size() == origin.length) {
                origin = Arrays.copyOf(origin, origin.length * 2);
            }
            room.take(1, batch.columns().size() + result.length);
            origin[made.size()] = row;
            made.append(Arrays.asList(result), diff);
        }

        private void fail(EvalError error, int row) {
            byte[] encoded = error.encode();
            errors.column(0).appendBytes(encoded, 0, encoded.length);
            errors.endRow(batch.diffs()[row]);
        }
    }
}
