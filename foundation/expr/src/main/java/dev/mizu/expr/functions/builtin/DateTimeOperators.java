package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.kernel.ArithmeticKernels;
import dev.mizu.expr.time.TimeMath;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Interval;
import dev.mizu.repr.text.DateTimeText;
import java.util.ArrayList;
import java.util.List;

/** Sums and differences of dates, times, timestamps and intervals. */
final class DateTimeOperators {
    private static final long DAY = DateTimeText.MICROS_PER_DAY;

    static final List<FunctionDef> ALL = all();

    private DateTimeOperators() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        for (ParamType type : List.of(TIMESTAMP, TIMESTAMPTZ)) {
            String name = type == TIMESTAMP ? "timestamp" : "timestamptz";
            String zone = type == TIMESTAMP ? "" : "+00";
            shifts(defs, type, type, new Sample("'2024-01-31 10:00'::" + name, "2024-02-29 10:00:00" + zone,
                    "2023-12-31 10:00:00" + zone), a -> a.asLong());
            defs.add(operator("-").params(type, type).returns(INTERVAL).doc("the days and time between")
                    .example("'2024-03-01 12:00'::" + name + " - '2024-02-28'::" + name, "2 days 12:00:00")
                    .eval(a -> interval(TimeMath.between(a[0].asLong(), a[1].asLong()))));
        }
        shifts(defs, DATE, TIMESTAMP,
                new Sample("'2024-01-31'::date", "2024-02-29 00:00:00", "2023-12-31 00:00:00"),
                a -> TimeMath.checked(a.asLong() * DAY));
        defs.add(operator("-").params(DATE, DATE).returns(INT4).doc("the days between")
                .example("'2024-03-01'::date - '2024-02-28'::date", "2")
                .kernel((args, rows) -> ArithmeticKernels.narrow(ArithmeticKernels.Operation.SUBTRACT,
                        Integer.MIN_VALUE, Integer.MAX_VALUE, args, rows))
                .eval(a -> Datum.of(a[0].asLong() - a[1].asLong())));
        defs.add(operator("+").params(DATE, INT4).returns(DATE).fallible().doc("so many days later")
                .example("'2024-02-28'::date + 2", "2024-03-01").eval(a -> later(a[0], a[1].asLong())));
        defs.add(operator("+").params(INT4, DATE).returns(DATE).fallible().doc("so many days later")
                .example("2 + '2024-02-28'::date", "2024-03-01").eval(a -> later(a[1], a[0].asLong())));
        defs.add(operator("-").params(DATE, INT4).returns(DATE).fallible().doc("so many days earlier")
                .example("'2024-03-01'::date - 2", "2024-02-28").eval(a -> later(a[0], -a[1].asLong())));
        defs.add(operator("+").params(DATE, TIME).returns(TIMESTAMP).fallible().doc("that time of that day")
                .example("'2024-01-31'::date + '10:30'::time", "2024-01-31 10:30:00")
                .eval(a -> Datum.of(TimeMath.checked(a[0].asLong() * DAY + a[1].asLong()))));
        defs.add(operator("+").params(TIME, DATE).returns(TIMESTAMP).fallible().doc("that time of that day")
                .example("'10:30'::time + '2024-01-31'::date", "2024-01-31 10:30:00")
                .eval(a -> Datum.of(TimeMath.checked(a[1].asLong() * DAY + a[0].asLong()))));
        times(defs);
        intervals(defs);
        return List.copyOf(defs);
    }

    /** The microseconds that an argument stands for. */
    private interface Instant {
        long of(Datum value);
    }

    /** A literal, and what it is a month later and earlier. */
    private record Sample(String literal, String later, String earlier) {}

    private static void shifts(
            List<FunctionDef> defs, ParamType from, ParamType to, Sample sample, Instant instant) {
        String example = sample.literal();
        String month = "'1 month'::interval";
        defs.add(operator("+").params(from, INTERVAL).returns(to).fallible()
                .doc("so much later: months first, cut to the month's end, then days, then time")
                .example(example + " + " + month, sample.later())
                .eval(a -> Datum.of(TimeMath.add(instant.of(a[0]), span(a[1])))));
        defs.add(operator("+").params(INTERVAL, from).returns(to).fallible()
                .doc("so much later: months first, cut to the month's end, then days, then time")
                .example(month + " + " + example, sample.later())
                .eval(a -> Datum.of(TimeMath.add(instant.of(a[1]), span(a[0])))));
        defs.add(operator("-").params(from, INTERVAL).returns(to).fallible().doc("so much earlier")
                .example(example + " - " + month, sample.earlier())
                .eval(a -> Datum.of(TimeMath.subtract(instant.of(a[0]), span(a[1])))));
    }

    private static void times(List<FunctionDef> defs) {
        defs.add(operator("+").params(TIME, INTERVAL).returns(TIME).doc("so much later, round the clock")
                .example("'23:30'::time + '1 hour'::interval", "00:30:00")
                .eval(a -> Datum.of(Math.floorMod(a[0].asLong() + span(a[1]).micros() % DAY, DAY))));
        defs.add(operator("+").params(INTERVAL, TIME).returns(TIME).doc("so much later, round the clock")
                .example("'1 hour'::interval + '23:30'::time", "00:30:00")
                .eval(a -> Datum.of(Math.floorMod(a[1].asLong() + span(a[0]).micros() % DAY, DAY))));
        defs.add(operator("-").params(TIME, INTERVAL).returns(TIME).doc("so much earlier, round the clock")
                .example("'00:30'::time - '1 hour'::interval", "23:30:00")
                .eval(a -> Datum.of(Math.floorMod(a[0].asLong() - span(a[1]).micros() % DAY, DAY))));
        defs.add(operator("-").params(TIME, TIME).returns(INTERVAL).doc("the time between")
                .example("'05:00'::time - '03:30'::time", "01:30:00")
                .eval(a -> interval(new Interval(0, 0, a[0].asLong() - a[1].asLong()))));
    }

    private static void intervals(List<FunctionDef> defs) {
        defs.add(operator("+").params(INTERVAL, INTERVAL).returns(INTERVAL).fallible().doc("sum, field by field")
                .example("'1 day'::interval + '1 hour'::interval", "1 day 01:00:00")
                .eval(a -> interval(TimeMath.add(span(a[0]), span(a[1])))));
        defs.add(operator("-").params(INTERVAL, INTERVAL).returns(INTERVAL).fallible()
                .doc("difference, field by field").example("'1 day'::interval - '1 hour'::interval", "1 day -01:00:00")
                .eval(a -> interval(TimeMath.add(span(a[0]), TimeMath.negate(span(a[1]))))));
        defs.add(operator("-").params(INTERVAL).returns(INTERVAL).fallible().doc("negated")
                .example("- '1 day'::interval", "-1 days").eval(a -> interval(TimeMath.negate(span(a[0])))));
        defs.add(operator("+").params(INTERVAL).returns(INTERVAL).doc("the interval itself")
                .example("+ '1 day'::interval", "1 day").eval(a -> a[0]));
        defs.add(operator("*").params(INTERVAL, FLOAT8).returns(INTERVAL).fallible()
                .doc("product; parts of months spill into days, parts of days into time")
                .example("'1 month'::interval * 1.5::float8", "1 month 15 days")
                .eval(multiply(0, 1)));
        defs.add(operator("*").params(FLOAT8, INTERVAL).returns(INTERVAL).fallible()
                .doc("product; parts of months spill into days, parts of days into time")
                .example("900::float8 * '1 second'::interval", "00:15:00").eval(multiply(1, 0)));
        defs.add(operator("/").params(INTERVAL, FLOAT8).returns(INTERVAL).fallible()
                .doc("quotient; parts of months spill into days, parts of days into time")
                .example("'1 hour'::interval / 1.5::float8", "00:40:00")
                .eval(a -> interval(TimeMath.divide(span(a[0]), a[1].asDouble()))));
    }

    private static ScalarFunction.Eval multiply(int interval, int factor) {
        return a -> interval(TimeMath.multiply(span(a[interval]), a[factor].asDouble()));
    }

    static Interval span(Datum datum) {
        return ((Datum.IntervalDatum) datum).value();
    }

    static Datum interval(Interval value) {
        return new Datum.IntervalDatum(value);
    }

    private static Datum later(Datum date, long days) {
        long shifted = date.asLong() + days;
        if (shifted < DateTimeText.MIN_DATE || shifted > DateTimeText.MAX_DATE) {
            throw new EvalException(SqlState.DATETIME_OVERFLOW, "date out of range");
        }
        return Datum.of(shifted);
    }
}
