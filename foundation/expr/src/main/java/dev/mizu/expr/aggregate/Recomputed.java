package dev.mizu.expr.aggregate;

import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.ScalarType;
import java.util.List;
import java.util.function.Function;

/** Aggregates that look at all rows of a group: extremes, and what collects values. */
public final class Recomputed extends DeclaredAggregate {
    private final Maintenance maintenance;
    private final Function<List<Datum[]>, Datum> code;

    private Recomputed(
            FunctionDef.Signature signature, Maintenance maintenance, Function<List<Datum[]>, Datum> code) {
        super(signature);
        this.maintenance = maintenance;
        this.code = code;
    }

    /** Collects; sees NULLs; the code sees one row at least. */
    public static AggregateFunction collecting(FunctionDef.Signature signature, Function<List<Datum[]>, Datum> code) {
        return new Recomputed(signature, Maintenance.BASIC, code);
    }

    public static AggregateFunction extreme(FunctionDef.Signature signature, boolean greatest) {
        ScalarType type = signature.args().getFirst();
        return new Recomputed(signature, greatest ? Maintenance.MAX : Maintenance.MIN, rows -> {
            Datum best = rows.getFirst()[0];
            for (Datum[] row : rows) {
                int order = DatumOrder.compare(type, row[0], best);
                best = greatest ? order > 0 ? row[0] : best : order < 0 ? row[0] : best;
            }
            return best;
        });
    }

    @Override
    public Maintenance maintenance() {
        return maintenance;
    }

    @Override
    public boolean skipsNulls() {
        return maintenance != Maintenance.BASIC;
    }

    @Override
    public Datum empty() {
        return Datum.NULL;
    }

    @Override
    public ColumnType resultType(List<ColumnType> args) {
        return signature.result().nullable();
    }

    @Override
    public Datum evaluate(List<Datum[]> rows) {
        return rows.isEmpty() ? Datum.NULL : code.apply(rows);
    }
}
