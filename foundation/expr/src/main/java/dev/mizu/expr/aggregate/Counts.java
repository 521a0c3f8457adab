package dev.mizu.expr.aggregate;

import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import java.util.List;

/** Aggregates that only count: rows, or how many values are true and false. */
public final class Counts extends DeclaredAggregate implements AggregateFunction.Accumulable {
    /** What is counted. */
    public enum What {
        /** Every row. */
        ROWS,
        /** Rows whose argument is not NULL. */
        VALUES,
        /** Whether all values are true. */
        ALL_TRUE,
        /** Whether any value is true. */
        ANY_TRUE
    }

    private final What what;

    private Counts(FunctionDef.Signature signature, What what) {
        super(signature);
        this.what = what;
    }

    public static AggregateFunction of(FunctionDef.Signature signature, What what) {
        return new Counts(signature, what);
    }

    private boolean truth() {
        return what == What.ALL_TRUE || what == What.ANY_TRUE;
    }

    @Override
    public Maintenance maintenance() {
        return Maintenance.ACCUMULABLE;
    }

    @Override
    public boolean skipsNulls() {
        return what != What.ROWS;
    }

    @Override
    public Datum empty() {
        return truth() ? Datum.NULL : Datum.of(0);
    }

    @Override
    public ColumnType resultType(List<ColumnType> args) {
        return truth() ? SimpleType.BOOL.nullable() : SimpleType.INT8.notNull();
    }

    @Override
    public int words() {
        return truth() ? 2 : 1;
    }

    @Override
    public void accumulate(Datum[] args, long diff, long[] words, int at) {
        words[truth() && args[0].asBool() ? at + 1 : at] += diff;
    }

    @Override
    public Datum finish(long[] words, int at) {
        if (!truth()) {
            return Datum.of(words[at]);
        }
        if (words[at] == 0 && words[at + 1] == 0) {
            return Datum.NULL;
        }
        return Datum.of(what == What.ALL_TRUE ? words[at] == 0 : words[at + 1] != 0);
    }

    @Override
    public Datum evaluate(List<Datum[]> rows) {
        if (!truth()) {
            return Datum.of(rows.size());
        }
        if (rows.isEmpty()) {
            return Datum.NULL;
        }
        return Datum.of(what == What.ALL_TRUE
                ? rows.stream().allMatch(row -> row[0].asBool()) : rows.stream().anyMatch(row -> row[0].asBool()));
    }
}
