package dev.mizu.expr.aggregate;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.math.Decimals;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.NumberText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Sums, means, variances and deviations of numbers, from exact sums of the values and of their squares. The first word
 * counts the rows.
 */
public final class Moments extends DeclaredAggregate implements AggregateFunction.Accumulable {
    private static final MathContext WORK = new MathContext(80, RoundingMode.HALF_EVEN);

    /** What is made of the sums. */
    public enum Statistic {
        SUM,
        MEAN,
        VARIANCE_POPULATION,
        VARIANCE_SAMPLE,
        DEVIATION_POPULATION,
        DEVIATION_SAMPLE
    }

    private final Statistic statistic;
    private final Cell sum;
    private final Optional<Cell> squares;

    private Moments(FunctionDef.Signature signature, Statistic statistic, Cell sum, Optional<Cell> squares) {
        super(signature);
        this.statistic = statistic;
        this.sum = sum;
        this.squares = squares;
    }

    public static AggregateFunction of(FunctionDef.Signature signature, Statistic statistic) {
        ScalarType type = signature.args().getFirst();
        boolean spread = statistic != Statistic.SUM && statistic != Statistic.MEAN;
        return new Moments(signature, statistic, cell(type, false),
                spread ? Optional.of(cell(type, true)) : Optional.empty());
    }

    private static Cell cell(ScalarType type, boolean squares) {
        return switch (type.physical()) {
            case FLOAT -> new FloatCell(squares);
            case NUMERIC -> new DecimalCell(squares);
            default -> new Cell.Integers(type == SimpleType.UINT8, squares);
        };
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
        return signature.result().nullable();
    }

    @Override
    public int words() {
        return 1 + sum.words() + squares.map(Cell::words).orElse(0);
    }

    @Override
    public void accumulate(Datum[] args, long diff, long[] words, int at) {
        words[at] += diff;
        sum.add(args[0], diff, words, at + 1);
        if (squares.isPresent()) {
            squares.get().add(args[0], diff, words, at + 1 + sum.words());
        }
    }

    @Override
    public Datum finish(long[] words, int at) {
        long count = words[at];
        if (count == 0) {
            return Datum.NULL;
        }
        if (statistic == Statistic.SUM && sum instanceof Cell.Integers && words[at + 2] == words[at + 1] >> 63
                && signature.result() == SimpleType.INT8) {
            return Datum.of(words[at + 1]);
        }
        return result(count, sum.read(words, at + 1),
                squares.map(cell -> cell.read(words, at + 1 + sum.words())));
    }

    @Override
    public Datum evaluate(List<Datum[]> rows) {
        if (rows.isEmpty()) {
            return Datum.NULL;
        }
        List<Datum> values = rows.stream().map(row -> row[0]).toList();
        return result(values.size(), sum.recompute(values), squares.map(cell -> cell.recompute(values)));
    }

    private Datum result(long count, Total total, Optional<Total> ofSquares) {
        return switch (statistic) {
            case SUM -> typed(total);
            case MEAN -> total.finite()
                    ? typed(Total.of(total.value().divide(BigDecimal.valueOf(count), WORK))) : typed(total);
            case VARIANCE_POPULATION, DEVIATION_POPULATION -> spread(count, count, total, ofSquares.orElseThrow());
            case VARIANCE_SAMPLE, DEVIATION_SAMPLE ->
                    count <= 1 ? Datum.NULL : spread(count, count - 1, total, ofSquares.orElseThrow());
        };
    }

    private Datum spread(long count, long divisor, Total total, Total ofSquares) {
        if (!total.finite() || !ofSquares.finite()) {
            return typed(new Total(BigDecimal.ZERO, Decimal.NAN));
        }
        BigDecimal n = BigDecimal.valueOf(count);
        BigDecimal deviation = ofSquares.value().subtract(total.value().pow(2).divide(n, WORK))
                .divide(BigDecimal.valueOf(divisor), WORK).max(BigDecimal.ZERO);
        boolean root = statistic == Statistic.DEVIATION_POPULATION || statistic == Statistic.DEVIATION_SAMPLE;
        return typed(Total.of(root ? deviation.sqrt(WORK) : deviation));
    }

    /** The number as the result's type holds it. */
    private Datum typed(Total total) {
        ScalarType type = signature.result();
        if (type == SimpleType.FLOAT4 || type == SimpleType.FLOAT8) {
            return floating(total, type == SimpleType.FLOAT4);
        }
        if (type == SimpleType.INT8 || type == SimpleType.UINT8) {
            BigInteger whole = total.value().toBigInteger();
            boolean fits = type == SimpleType.INT8
                    ? whole.bitLength() < 64 : whole.signum() >= 0 && whole.bitLength() <= 64;
            if (!fits) {
                throw new EvalException(SqlState.NUMERIC_OUT_OF_RANGE,
                        '"' + whole.toString() + "\" " + type + " out of range");
            }
            return Datum.of(whole.longValue());
        }
        if (!total.finite()) {
            return Datum.of(total.special());
        }
        BigDecimal value = total.value().round(new MathContext(NumberText.DIGITS, RoundingMode.HALF_UP));
        if (value.precision() - value.scale() > NumberText.DIGITS) {
            return Datum.of(value.signum() > 0 ? Decimal.INFINITY : Decimal.NEGATIVE_INFINITY);
        }
        BigDecimal placed = value.scale() > NumberText.DIGITS
                ? value.setScale(NumberText.DIGITS, RoundingMode.HALF_UP) : value;
        return Datum.of(Decimals.fit(placed));
    }

    private static Datum floating(Total total, boolean single) {
        if (!total.finite()) {
            return Datum.of(total.special().isNan() ? Double.NaN
                    : total.special().signum() > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
        }
        double value = single ? total.value().floatValue() : total.value().doubleValue();
        if (Double.isInfinite(value)) {
            throw new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, "value out of range: overflow");
        }
        return Datum.of(value);
    }
}
