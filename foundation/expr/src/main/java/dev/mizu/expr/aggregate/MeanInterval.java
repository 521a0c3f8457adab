package dev.mizu.expr.aggregate;

import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.math.Words;
import dev.mizu.expr.time.TimeMath;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Interval;
import dev.mizu.repr.SimpleType;
import java.math.BigInteger;
import java.util.List;

/** The mean of intervals. Words: rows, months, days, and two of microseconds. */
public final class MeanInterval extends DeclaredAggregate implements AggregateFunction.Accumulable {
    private MeanInterval(FunctionDef.Signature signature) {
        super(signature);
    }

    public static AggregateFunction of(FunctionDef.Signature signature) {
        return new MeanInterval(signature);
    }

    @Override
    public Maintenance maintenance() {
        return Maintenance.ACCUMULABLE;
    }

    @Override
    public boolean skipsNulls() {
        return true;
    }

    @Override
    public Datum empty() {
        return Datum.NULL;
    }

    @Override
    public ColumnType resultType(List<ColumnType> args) {
        return SimpleType.INTERVAL.nullable();
    }

    @Override
    public int words() {
        return 5;
    }

    @Override
    public void accumulate(Datum[] args, long diff, long[] words, int at) {
        Interval value = ((Datum.IntervalDatum) args[0]).value();
        words[at] += diff;
        words[at + 1] += value.months() * diff;
        words[at + 2] += value.days() * diff;
        Words.addProduct(words, at + 3, 2, value.micros(), diff);
    }

    @Override
    public Datum finish(long[] words, int at) {
        return words[at] == 0 ? Datum.NULL
                : mean(words[at], words[at + 1], words[at + 2], Words.read(words, at + 3, 2));
    }

    @Override
    public Datum evaluate(List<Datum[]> rows) {
        if (rows.isEmpty()) {
            return Datum.NULL;
        }
        long months = 0;
        long days = 0;
        BigInteger micros = BigInteger.ZERO;
        for (Datum[] row : rows) {
            Interval value = ((Datum.IntervalDatum) row[0]).value();
            months += value.months();
            days += value.days();
            micros = micros.add(BigInteger.valueOf(value.micros()));
        }
        return mean(rows.size(), months, days, micros);
    }

    /** Whole parts are divided exactly; what is left spills over as in any division of an interval. */
    private static Datum mean(long count, long months, long days, BigInteger micros) {
        Interval whole = new Interval((int) (months / count), (int) (days / count),
                micros.divide(BigInteger.valueOf(count)).longValue());
        double monthsLeft = (double) (months % count) / count;
        double daysLeft = (double) (days % count) / count + monthsLeft * 30;
        double microsLeft = micros.remainder(BigInteger.valueOf(count)).doubleValue() / count;
        long wholeDays = (long) daysLeft;
        long clock = Math.round((daysLeft - wholeDays) * 86_400e6 + microsLeft);
        return new Datum.IntervalDatum(TimeMath.add(whole, new Interval(0, (int) wholeDays, clock)));
    }
}
