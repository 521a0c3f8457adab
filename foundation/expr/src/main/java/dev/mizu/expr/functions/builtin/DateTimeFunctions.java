package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.*;
import static dev.mizu.expr.functions.builtin.DateTimeOperators.interval;
import static dev.mizu.expr.functions.builtin.DateTimeOperators.span;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.time.TimeField;
import dev.mizu.expr.time.TimeMath;
import dev.mizu.expr.time.TimeParts;
import dev.mizu.expr.time.ToChar;
import dev.mizu.expr.time.Zones;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Interval;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DateTimeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Pattern;

/** Fields, truncation, zones, formatting and making of dates, times and intervals. */
final class DateTimeFunctions {
    private static final long DAY = DateTimeText.MICROS_PER_DAY;
    private static final Pattern ISO_8601 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    static final List<FunctionDef> ALL = all();

    private DateTimeFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        parts(defs);
        truncation(defs);
        ages(defs);
        zones(defs);
        making(defs);
        return List.copyOf(defs);
    }

    /** Reads a field of one type. */
    private interface Part {
        Decimal of(TimeField field, Datum value);
    }

    private static void parts(List<FunctionDef> defs) {
        Part ofTimestamp = (field, value) -> TimeParts.ofTimestamp(field, value.asLong());
        part(defs, TIMESTAMP, ofTimestamp, new Sample("2001-02-16 20:38:40.12", "timestamp", "second", "40.12"));
        part(defs, TIMESTAMPTZ, ofTimestamp, new Sample("2001-02-16 20:38:40.12", "timestamptz", "hour", "20"));
        part(defs, TIME, (field, value) -> TimeParts.ofTime(field, value.asLong()),
                new Sample("20:38:40.5", "time", "minute", "38"));
        part(defs, INTERVAL, (field, value) -> TimeParts.ofInterval(field, span(value)),
                new Sample("2 years 3 months", "interval", "month", "3"));
        defs.add(scalar("extract").params(TEXT, DATE).returns(NUMERIC).fallible().doc("a field of a date")
                .example("extract(doy FROM '2001-02-16'::date)", "47").prepared(0, name -> {
                    TimeField field = TimeField.of(name.asText());
                    return a -> Datum.of(TimeParts.ofDate(field, a[1].asLong()));
                }));
    }

    /** A value of a type, and what one of its fields is. */
    private record Sample(String value, String cast, String field, String result) {}

    private static void part(List<FunctionDef> defs, ParamType type, Part part, Sample sample) {
        String cast = sample.cast();
        String field = sample.field();
        String result = sample.result();
        String literal = '\'' + sample.value() + "'::" + cast;
        defs.add(scalar("extract").params(TEXT, type).returns(NUMERIC).fallible().doc("a field of a " + cast)
                .example("extract(" + field + " FROM " + literal + ')', result).prepared(0, name -> {
                    TimeField wanted = TimeField.of(name.asText());
                    return a -> Datum.of(part.of(wanted, a[1]));
                }));
        defs.add(scalar("date_part").params(TEXT, type).returns(FLOAT8).fallible().doc("a field of a " + cast)
                .example("date_part('" + field + "', " + literal + ')', result).prepared(0, name -> {
                    TimeField wanted = TimeField.of(name.asText());
                    return a -> Datum.of(part.of(wanted, a[1]).value().doubleValue());
                }));
    }

    private static void truncation(List<FunctionDef> defs) {
        for (ParamType type : List.of(TIMESTAMP, TIMESTAMPTZ)) {
            String name = type == TIMESTAMP ? "timestamp" : "timestamptz";
            String zone = type == TIMESTAMP ? "" : "+00";
            defs.add(scalar("date_trunc").params(TEXT, type).returns(type).fallible()
                    .doc("the start of the unit that it lies in")
                    .example("date_trunc('hour', '2001-02-16 20:38:40'::" + name + ")", "2001-02-16 20:00:00" + zone)
                    .prepared(0, unit -> {
                        TimeField field = TimeField.of(unit.asText());
                        return a -> Datum.of(TimeMath.truncate(field, a[1].asLong()));
                    }));
            defs.add(scalar("date_bin").params(INTERVAL, type).returns(type).fallible()
                    .doc("the start of the stride, counted from 1970, that it lies in")
                    .example("date_bin('15 minutes', '2020-02-11 15:44:17'::" + name + ")",
                            "2020-02-11 15:30:00" + zone)
                    .eval(a -> Datum.of(TimeMath.bin(span(a[0]), a[1].asLong(), 0))));
            defs.add(scalar("date_bin").params(INTERVAL, type, type).returns(type).fallible()
                    .doc("the start of the stride, counted from an origin, that it lies in")
                    .example("date_bin('15 minutes', '2020-02-11 15:44:17'::" + name + ", '2001-01-01 00:02:30'::"
                            + name + ")", "2020-02-11 15:32:30" + zone)
                    .eval(a -> Datum.of(TimeMath.bin(span(a[0]), a[1].asLong(), a[2].asLong()))));
            defs.add(scalar("to_char").params(type, TEXT).returns(TEXT).fallible().doc("formatted by a pattern")
                    .example("to_char('2002-04-20 17:31:12.66'::" + name + ", 'HH12:MI:SS Day, Mon DDth')",
                            "05:31:12 Saturday , Apr 20th")
                    .eval(a -> Datum.of(TextFunctions.checked(
                            ToChar.format(a[0].asLong(), type == TIMESTAMPTZ, a[1].asText())))));
        }
        defs.add(scalar("date_trunc").params(TEXT, INTERVAL).returns(INTERVAL).fallible()
                .doc("the interval without what is smaller than a unit")
                .example("date_trunc('hour', '2 days 3:02:47'::interval)", "2 days 03:00:00")
                .eval(a -> interval(TimeMath.truncate(TimeField.of(a[0].asText()), span(a[1])))));
    }

    private static void ages(List<FunctionDef> defs) {
        for (ParamType type : List.of(TIMESTAMP, TIMESTAMPTZ)) {
            String name = type == TIMESTAMP ? "timestamp" : "timestamptz";
            defs.add(scalar("age").params(type, type).returns(INTERVAL).fallible()
                    .doc("the difference in years, months, days and time")
                    .example("age('2001-04-10'::" + name + ", '1957-06-13'::" + name + ")",
                            "43 years 9 months 27 days")
                    .eval(a -> interval(TimeMath.age(a[0].asLong(), a[1].asLong()))));
            defs.add(difference(type, name, "2024-01-31 23:00", "2024-02-01", 1));
        }
        defs.add(difference(DATE, "date", "2024-01-31", "2024-02-01", DAY));
        defs.add(difference(TIME, "time", "23:59", "01:00", 1));
        defs.add(justify("justify_hours", "24-hour chunks of time as days", "'27 hours'", "1 day 03:00:00",
                TimeMath::justifyHours));
        defs.add(justify("justify_days", "30-day chunks as months", "'35 days'", "1 month 5 days",
                TimeMath::justifyDays));
        defs.add(justify("justify_interval", "30-day chunks as months and 24-hour chunks as days, with one sign",
                "'1 month -1 hour'", "29 days 23:00:00", TimeMath::justify));
    }

    private static FunctionDef difference(ParamType type, String cast, String from, String to, long unit) {
        String field = type == TIME ? "hour" : "month";
        return scalar("datediff").in("mz_catalog").params(TEXT, type, type).returns(INT8).fallible()
                .doc("how many boundaries of a unit lie between two values")
                .example("datediff('" + field + "', '" + from + "'::" + cast + ", '" + to + "'::" + cast + ")",
                        type == TIME ? "-22" : "1")
                .eval(a -> Datum.of(TimeMath.boundaries(
                        TimeField.of(a[0].asText()), a[1].asLong() * unit, a[2].asLong() * unit)));
    }

    /** Rewrites an interval. */
    private interface Justification {
        Interval apply(Interval interval);
    }

    private static FunctionDef justify(String name, String doc, String literal, String result, Justification code) {
        return scalar(name).params(INTERVAL).returns(INTERVAL).fallible().doc(doc)
                .example(name + "(" + literal + "::interval)", result).eval(a -> {
                    try {
                        return interval(code.apply(span(a[0])));
                    } catch (ArithmeticException overflow) {
                        throw Errors.intervalOutOfRange();
                    }
                });
    }

    private static void zones(List<FunctionDef> defs) {
        defs.add(scalar("timezone").params(TEXT, TIMESTAMP).returns(TIMESTAMPTZ).fallible()
                .doc("the instant at which a zone's clock shows a timestamp")
                .example("timezone('America/New_York', '2024-07-01 12:00'::timestamp)", "2024-07-01 16:00:00+00")
                .prepared(0, name -> {
                    ZoneId zone = Zones.named(name.asText());
                    return a -> Datum.of(Zones.toInstant(zone, a[1].asLong()));
                }));
        defs.add(scalar("timezone").params(TEXT, TIMESTAMPTZ).returns(TIMESTAMP).fallible()
                .doc("what a zone's clock shows at an instant")
                .example("'2024-07-01 16:00+00'::timestamptz AT TIME ZONE 'America/New_York'", "2024-07-01 12:00:00")
                .prepared(0, name -> {
                    ZoneId zone = Zones.named(name.asText());
                    return a -> Datum.of(Zones.toLocal(zone, a[1].asLong()));
                }));
        defs.add(scalar("timezone").params(TEXT, TIME).returns(TIME).fallible()
                .doc("a UTC time of day on the clock of a zone that has one offset")
                .example("timezone('-02', '23:00'::time)", "01:00:00").prepared(0, name -> {
                    ZoneRules rules = Zones.named(name.asText()).getRules();
                    if (!rules.isFixedOffset()) {
                        throw new EvalException(SqlState.FEATURE_NOT_SUPPORTED,
                                "time of day in a zone without a fixed offset is not supported");
                    }
                    long offset = rules.getOffset(Instant.EPOCH).getTotalSeconds() * 1_000_000L;
                    return a -> Datum.of(Math.floorMod(a[1].asLong() + offset, DAY));
                }));
        defs.add(scalar("timezone").params(INTERVAL, TIMESTAMP).returns(TIMESTAMPTZ).fallible()
                .doc("the instant at which a clock so far east of Greenwich shows a timestamp")
                .example("timezone('2 hours'::interval, '2024-07-01 12:00'::timestamp)", "2024-07-01 10:00:00+00")
                .eval(a -> Datum.of(TimeMath.checked(a[1].asLong() - Zones.offset(span(a[0]))))));
        defs.add(scalar("timezone").params(INTERVAL, TIMESTAMPTZ).returns(TIMESTAMP).fallible()
                .doc("what a clock so far east of Greenwich shows at an instant")
                .example("timezone('2 hours'::interval, '2024-07-01 12:00+00'::timestamptz)", "2024-07-01 14:00:00")
                .eval(a -> Datum.of(TimeMath.checked(a[1].asLong() + Zones.offset(span(a[0]))))));
        defs.add(scalar("timezone").params(INTERVAL, TIME).returns(TIME).fallible()
                .doc("a UTC time of day on a clock so far east of Greenwich")
                .example("timezone('2 hours'::interval, '23:00'::time)", "01:00:00")
                .eval(a -> Datum.of(Math.floorMod(a[1].asLong() + Zones.offset(span(a[0])), DAY))));
        defs.add(scalar("timezone_offset").in("mz_catalog").params(TEXT, TIMESTAMPTZ).returns(RECORD, types ->
                        new ScalarType.Record(List.of(
                                new ScalarType.Field("abbrev", new ColumnType(SimpleType.TEXT, false)),
                                new ScalarType.Field("base_utc_offset", new ColumnType(SimpleType.INTERVAL, false)),
                                new ScalarType.Field("dst_offset", new ColumnType(SimpleType.INTERVAL, false)))))
                .fallible().doc("a zone's abbreviation, standard offset and summer offset at an instant")
                .example("timezone_offset('America/New_York', '2023-11-05 06:00:00+00'::timestamptz)",
                        "(EST,-05:00:00,00:00:00)")
                .eval(a -> zoneOffset(Zones.named(a[0].asText()), a[1].asLong())));
    }

    private static Datum zoneOffset(ZoneId zone, long micros) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
        ZoneRules rules = zone.getRules();
        long base = rules.getStandardOffset(instant).getTotalSeconds() * 1_000_000L;
        long total = rules.getOffset(instant).getTotalSeconds() * 1_000_000L;
        String abbreviation = rules.isFixedOffset() ? zone.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                : TimeZone.getTimeZone(zone).getDisplayName(
                        rules.isDaylightSavings(instant), TimeZone.SHORT, Locale.ENGLISH);
        return new Datum.Record(List.of(Datum.of(abbreviation), interval(new Interval(0, 0, base)),
                interval(new Interval(0, 0, total - base))));
    }

    private static void making(List<FunctionDef> defs) {
        defs.add(scalar("make_timestamp").params(INT8, INT8, INT8, INT8, INT8, FLOAT8).returns(TIMESTAMP).givesNulls()
                .fallible().doc("the timestamp of a year, month, day, hour, minute and second; NULL when there is none")
                .example("make_timestamp(2013, 7, 15, 8, 15, 23.5::float8)", "2013-07-15 08:15:23.5")
                .eval(DateTimeFunctions::make));
        defs.add(scalar("to_timestamp").params(FLOAT8).returns(TIMESTAMPTZ).fallible().doc("so many seconds since 1970")
                .example("to_timestamp(1284352323.5::float8)", "2010-09-13 04:32:03.5+00").eval(a -> {
                    double micros = Math.rint(a[0].asDouble() * 1e6);
                    if (!(Math.abs(micros) < 9e18)) {
                        throw Errors.timestampOutOfRange();
                    }
                    return Datum.of(TimeMath.checked((long) micros));
                }));
        defs.add(scalar("date").params(TEXT).returns(DATE).fallible().doc("the date that a text writes")
                .example("date('2024-02-29')", "2024-02-29")
                .eval(a -> Datum.of(DateTimeText.parseDate(a[0].asText()))));
        for (ParamType type : List.of(TIMESTAMP, TIMESTAMPTZ)) {
            defs.add(scalar("date").params(type).returns(DATE).monotone().doc("the day that it lies in")
                    .example("date('2024-02-29 13:00'::" + (type == TIMESTAMP ? "timestamp" : "timestamptz") + ")",
                            "2024-02-29")
                    .eval(a -> Datum.of(Math.floorDiv(a[0].asLong(), DAY))));
        }
        defs.add(scalar("try_parse_monotonic_iso8601_timestamp").in("mz_catalog").params(TEXT).returns(TIMESTAMP)
                .givesNulls().monotone()
                .doc("the timestamp of a text YYYY-MM-DDThh:mm:ss.sssZ; NULL for any other text")
                .example("try_parse_monotonic_iso8601_timestamp('2024-01-02T03:04:05.678Z')",
                        "2024-01-02 03:04:05.678")
                .example("try_parse_monotonic_iso8601_timestamp('2024-01-02')", "NULL")
                .eval(a -> parseIso(a[0].asText())));
    }

    private static Datum make(Datum[] a) {
        double seconds = a[5].asDouble();
        long hour = a[3].asLong();
        long minute = a[4].asLong();
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(seconds >= 0 && seconds < 60)) {
            return Datum.NULL;
        }
        try {
            long days = LocalDate.of(Math.toIntExact(a[0].asLong()), Math.toIntExact(a[1].asLong()),
                    Math.toIntExact(a[2].asLong())).toEpochDay();
            long clock = (hour * 60 + minute) * 60_000_000L + Math.round(seconds * 1e6);
            return Datum.of(TimeMath.checked(Math.addExact(Math.multiplyExact(days, DAY), clock)));
        } catch (DateTimeException | ArithmeticException none) {
            return Datum.NULL;
        }
    }

    private static Datum parseIso(String text) {
        if (!ISO_8601.matcher(text).matches()) {
            return Datum.NULL;
        }
        try {
            Instant instant = Instant.parse(text);
            return Datum.of(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000);
        } catch (DateTimeException none) {
            return Datum.NULL;
        }
    }
}
