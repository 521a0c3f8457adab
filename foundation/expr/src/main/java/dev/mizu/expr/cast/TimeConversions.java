package dev.mizu.expr.cast;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.kernel.CastKernels;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Interval;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DateTimeText;
import dev.mizu.repr.time.Timestamps;
import java.util.OptionalInt;

/** Conversions between dates, times, timestamps, intervals and logical timestamps. */
final class TimeConversions {
    private static final long DAY = DateTimeText.MICROS_PER_DAY;

    private TimeConversions() {}

    static Conversion dateToTimestamp() {
        return Conversion.fallible(days -> checked(days.asLong() * DAY)).keepingOrder().withKernel((args, rows) ->
                CastKernels.checkRange(CastKernels.multiply(args[0], DAY, rows), DateTimeText.MIN_TIMESTAMP,
                        DateTimeText.MAX_TIMESTAMP, rows));
    }

    static Datum checked(long micros) {
        if (micros < DateTimeText.MIN_TIMESTAMP || micros > DateTimeText.MAX_TIMESTAMP) {
            throw new EvalException(SqlState.DATETIME_OVERFLOW, "timestamp out of range");
        }
        return Datum.of(micros);
    }

    static Conversion timestampToDate() {
        return Conversion.monotone(micros -> Datum.of(Math.floorDiv(micros.asLong(), DAY)))
                .withKernel((args, rows) -> CastKernels.floorDivide(args[0], DAY, rows));
    }

    static Conversion timestampToTime() {
        return Conversion.of(micros -> Datum.of(Math.floorMod(micros.asLong(), DAY)));
    }

    /** Rounding may carry the last instant there is out of range. */
    static Conversion round(OptionalInt precision) {
        return Conversion.fallible(micros -> checked(DateTimeText.roundTo(micros.asLong(), precision)))
                .keepingOrder();
    }

    static Conversion timeToInterval() {
        return Conversion.monotone(micros -> new Datum.IntervalDatum(new Interval(0, 0, micros.asLong())));
    }

    static Conversion intervalToTime() {
        return Conversion.of(interval ->
                Datum.of(Math.floorMod(((Datum.IntervalDatum) interval).value().micros(), DAY)));
    }

    /** Logical time is not negative; 2^63 - 1 means never and is no time. */
    static Datum logical(long millis, String shown) {
        if (millis < Timestamps.MIN || millis == Timestamps.CLOSED) {
            throw new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, '"' + shown + "\" mz_timestamp out of range");
        }
        return Datum.of(millis);
    }

    static Conversion toLogical(SimpleType from) {
        return switch (from) {
            case DATE -> Conversion.fallible(days -> logical(days.asLong() * 86_400_000L, "date"))
                    .keepingOrder();
            case UINT8 -> Conversion.fallible(
                    value -> logical(value.asLong(), Long.toUnsignedString(value.asLong()))).keepingOrder();
            default -> Conversion.fallible(value -> logical(value.asLong(), Long.toString(value.asLong())))
                    .keepingOrder().withKernel((args, rows) ->
                            CastKernels.checkRange(args[0], 0, Timestamps.CLOSED - 1, rows));
        };
    }

    static Conversion timestampToLogical() {
        return Conversion.fallible(micros -> logical(Math.floorDiv(micros.asLong(), 1000), "timestamp"))
                .keepingOrder().withKernel((args, rows) -> CastKernels.checkRange(
                        CastKernels.floorDivide(args[0], 1000, rows), 0, Timestamps.CLOSED - 1, rows));
    }

    static Datum numericToLogical(Decimal number) {
        if (!number.isFinite() || number.value().scale() > 0 || number.signum() < 0
                || number.value().precision() > 19 || number.value().toBigInteger().bitLength() > 63) {
            throw new EvalException(
                    SqlState.NUMERIC_OUT_OF_RANGE, '"' + number.toString() + "\" mz_timestamp out of range");
        }
        return logical(number.value().longValueExact(), number.toString());
    }

    static Conversion logicalToTimestamp() {
        return Conversion.fallible(millis -> {
            if (millis.asLong() > DateTimeText.MAX_TIMESTAMP / 1000) {
                throw new EvalException(SqlState.DATETIME_OVERFLOW, "timestamp out of range");
            }
            return Datum.of(millis.asLong() * 1000);
        }).keepingOrder();
    }
}
