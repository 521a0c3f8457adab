package dev.mizu.expr.functions;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import java.util.List;

/** An aggregate that plans may call. Equal when ids are. */
public interface AggregateFunction {
    /** Unique and stable, for example {@code sum(bigint)}. */
    String id();

    String name();

    /** How it is maintained under insertions and deletions. */
    Maintenance maintenance();

    /** Whether NULL inputs are skipped before it sees them. */
    boolean skipsNulls();

    /** The value over no input rows (count: 0, others NULL). */
    Datum empty();

    /** The result's type for arguments of the given types. */
    ColumnType resultType(List<ColumnType> args);

    /**
     * The value over a group's argument rows, already ordered where order matters, each repeated as often as it
     * occurs. Accumulable and min/max aggregates implement it too: it is the oracle that their maintenance is tested
     * against, and serves constant folding.
     */
    Datum evaluate(List<Datum[]> rows);

    /** The ways the engine keeps an aggregate right. */
    enum Maintenance {
        /** Sums of per-row contributions: see {@link Accumulable}. */
        ACCUMULABLE,
        /** Minimum under {@code DatumOrder}. */
        MIN,
        /** Maximum under {@code DatumOrder}. */
        MAX,
        /** Recomputed from the group's rows. */
        BASIC
    }

    /** The extra contract of {@link Maintenance#ACCUMULABLE} aggregates. */
    interface Accumulable extends AggregateFunction {
        /** How many 64-bit words an accumulator takes. */
        int words();

        /** Adds {@code diff} times the row's contribution to {@code words[at..]}; exact, so that -diff undoes it. */
        void accumulate(Datum[] args, long diff, long[] words, int at);

        /** The value; all-zero words stand for no rows. */
        Datum finish(long[] words, int at);
    }
}
