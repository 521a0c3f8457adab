package dev.mizu.expr.time;

import dev.mizu.repr.Decimal;
import dev.mizu.repr.Interval;
import dev.mizu.repr.text.DateTimeText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.IsoFields;

/** Reads one field out of a date, a time, a timestamp or an interval. */
public final class TimeParts {
    private static final long DAY = DateTimeText.MICROS_PER_DAY;
    /** A year counts 365.25 days when an interval is turned into seconds, a month 30. */
    private static final long YEAR_SECONDS = 31_557_600;
    private static final long MONTH_SECONDS = 30 * 86_400L;

    private TimeParts() {}

    /** Of a timestamp in microseconds since 1970. */
    public static Decimal ofTimestamp(TimeField field, long micros) {
        return switch (field) {
            case EPOCH -> scaled(micros, 6);
            case HOUR, MINUTE, SECOND, MILLISECONDS, MICROSECONDS -> ofClock(field, Math.floorMod(micros, DAY));
            default -> ofDay(field, LocalDate.ofEpochDay(Math.floorDiv(micros, DAY)));
        };
    }

    /** Of a date in days since 1970; dates have no clock. */
    public static Decimal ofDate(TimeField field, long days) {
        return switch (field) {
            case EPOCH -> Decimal.of(days * 86_400);
            case HOUR, MINUTE, SECOND, MILLISECONDS, MICROSECONDS -> throw field.unsupported("date");
            default -> ofDay(field, LocalDate.ofEpochDay(days));
        };
    }

    /** Of a time of day in microseconds. */
    public static Decimal ofTime(TimeField field, long micros) {
        return switch (field) {
            case EPOCH -> scaled(micros, 6);
            case HOUR, MINUTE, SECOND, MILLISECONDS, MICROSECONDS -> ofClock(field, micros);
            default -> throw field.unsupported("time");
        };
    }

    private static Decimal ofClock(TimeField field, long micros) {
        return switch (field) {
            case HOUR -> Decimal.of(micros / 3_600_000_000L);
            case MINUTE -> Decimal.of(micros / 60_000_000 % 60);
            case SECOND -> scaled(micros % 60_000_000, 6);
            case MILLISECONDS -> scaled(micros % 60_000_000, 3);
            default -> Decimal.of(micros % 60_000_000);
        };
    }

    private static Decimal scaled(long unscaled, int places) {
        return Decimal.of(BigDecimal.valueOf(unscaled, places));
    }

    private static Decimal ofDay(TimeField field, LocalDate day) {
        int year = day.getYear();
        return Decimal.of(switch (field) {
            case MILLENNIUM -> year > 0 ? (year + 999) / 1000 : -((999 - (year - 1)) / 1000);
            case CENTURY -> year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100);
            case DECADE -> Math.floorDiv(year, 10);
            // There is no year zero: what precedes year 1 is 1 BC.
            case YEAR -> year > 0 ? year : year - 1;
            case QUARTER -> (day.getMonthValue() + 2) / 3;
            case MONTH -> day.getMonthValue();
            case WEEK -> day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case DAY -> day.getDayOfMonth();
            case DOW -> day.getDayOfWeek().getValue() % 7;
            case ISODOW -> day.getDayOfWeek().getValue();
            default -> day.getDayOfYear();
        });
    }

    /** Of an interval; months and days stay apart from the clock. */
    public static Decimal ofInterval(TimeField field, Interval interval) {
        int months = interval.months();
        long micros = interval.micros();
        return switch (field) {
            case MILLENNIUM -> Decimal.of(months / 12_000);
            case CENTURY -> Decimal.of(months / 1_200);
            case DECADE -> Decimal.of(months / 120);
            case YEAR -> Decimal.of(months / 12);
            case QUARTER -> Decimal.of(months % 12 / 3 + 1);
            case MONTH -> Decimal.of(months % 12);
            case DAY -> Decimal.of(interval.days());
            case HOUR -> Decimal.of(micros / 3_600_000_000L);
            case MINUTE, SECOND, MILLISECONDS, MICROSECONDS -> ofClock(field, micros % 3_600_000_000L);
            case EPOCH -> Decimal.of(BigDecimal.valueOf(micros, 6).add(BigDecimal.valueOf(
                    months / 12 * YEAR_SECONDS + months % 12 * MONTH_SECONDS + interval.days() * 86_400L)));
            case WEEK, DOW, ISODOW, DOY -> throw field.unsupported("interval");
        };
    }
}
