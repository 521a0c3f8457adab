package dev.mizu.computeworker.peek;

import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.eval.MfpEvaluator;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Takes a collection's rows at one time, in parts that do not overlap, through an Mfp and the finishing: order, limit,
 * offset, projection. Keeps no more than a few times what the limit lets through. One thread.
 */
public final class RowGathering {
    /** How many rows beyond the wanted ones are gathered before the rest is cut off. */
    private static final int SLACK = 4096;

    private final long time;
    private final Mfp mfp;
    private final MfpEvaluator evaluator;
    private final Finishing finishing;
    private final List<Counted> rows = new ArrayList<>();
    private Optional<Comparator<Counted>> order = Optional.empty();
    private Optional<EvalError> error = Optional.empty();
    private long gathered;

    private record Counted(Row row, long count) {}

    /** A gathering of rows of a collection with columns {@code input}, after {@code mfp}. */
    public RowGathering(long time, Mfp mfp, Finishing finishing, List<ColumnType> input) {
        this.time = time;
        this.mfp = mfp;
        this.evaluator = MfpEvaluator.of(mfp);
        this.finishing = finishing;
        if (!finishing.order().isEmpty()) {
            order = Optional.of(comparator(finishing.order(), outputTypes(mfp, input)));
        }
    }

    private static List<ColumnType> outputTypes(Mfp mfp, List<ColumnType> input) {
        List<ColumnType> types = new ArrayList<>();
        List<ColumnType> space = new ArrayList<>(input);
        mfp.maps().forEach(map -> space.add(ScalarExprs.typeOf(map, space)));
        mfp.outputs().forEach(output -> types.add(space.get(output)));
        return types;
    }

    private static Comparator<Counted> comparator(List<ColumnOrder> order, List<ColumnType> types) {
        return (a, b) -> {
            for (ColumnOrder by : order) {
                Datum x = a.row().get(by.column());
                Datum y = b.row().get(by.column());
                int compared;
                if (x.isNull() || y.isNull()) {
                    compared = Boolean.compare(x.isNull(), y.isNull()) * (by.nullsLast() ? 1 : -1);
                } else {
                    compared = DatumOrder.compare(types.get(by.column()).scalar(), x, y);
                    compared = by.descending() ? -compared : compared;
                }
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        };
    }

    /** Takes an error of the twin collection. */
    public void addErrors(ColumnBatch errors) {
        if (error.isEmpty() && !errors.isEmpty()) {
            BytesVector bytes = (BytesVector) errors.column(0);
            error = Optional.of(EvalError.decode(
                    Arrays.copyOfRange(bytes.heap(), bytes.offsets()[0], bytes.offsets()[1])));
        }
    }

    /** Takes consolidated rows in the collection's columns. */
    public void add(ColumnBatch batch) {
        MfpEvaluator.Output output = evaluator.eval(batch);
        addErrors(output.errors());
        for (int i = 0; i < output.rows().size(); i++) {
            long count = output.rows().diffs()[i];
            if (count < 0) {
                error = Optional.of(EvalError.of("XX000", "invalid data: negative multiplicity in a read"));
            } else if (!mfp.temporal() || output.lower()[i] <= time && time < output.upper()[i]) {
                rows.add(new Counted(output.rows().row(i), count));
                gathered += count;
            }
        }
        long wanted = wanted();
        if (order.isPresent() && wanted < Long.MAX_VALUE && rows.size() > wanted + SLACK) {
            cut(wanted);
        }
    }

    private long wanted() {
        return finishing.limit().map(limit -> limit + finishing.offset()).orElse(Long.MAX_VALUE);
    }

    private void cut(long wanted) {
        rows.sort(order.orElseThrow());
        long kept = 0;
        int size = 0;
        while (size < rows.size() && kept < wanted) {
            kept += rows.get(size++).count();
        }
        rows.subList(size, rows.size()).clear();
        gathered = kept;
    }

    /** Whether more rows cannot change the answer. */
    public boolean satisfied() {
        return error.isPresent() || order.isEmpty() && gathered >= wanted();
    }

    /** The answer. */
    public PeekResult finish() {
        if (error.isPresent()) {
            return new PeekResult.Error(error.get());
        }
        order.ifPresent(rows::sort);
        List<Row> answer = new ArrayList<>();
        long position = 0;
        long end = wanted();
        boolean whole = finishing.project().equals(Mfp.identity(mfp.outputArity()).outputs());
        for (Counted counted : rows) {
            for (long n = 0; n < counted.count() && position < end; n++, position++) {
                if (position >= finishing.offset()) {
                    answer.add(whole ? counted.row() : projected(counted.row()));
                }
            }
        }
        return new PeekResult.Rows(answer);
    }

    private Row projected(Row row) {
        List<Datum> datums = new ArrayList<>(finishing.project().size());
        for (int column : finishing.project()) {
            datums.add(row.get(column));
        }
        return new Row(datums);
    }
}
