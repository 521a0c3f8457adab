package dev.mizu.repr.text;

import dev.mizu.base.error.SqlState;
import java.time.LocalDate;
import java.util.OptionalInt;

/**
 * Dates, times and timestamps as text, in the ISO style. Dates are days and timestamps microseconds since 1970-01-01,
 * times microseconds since midnight; a timestamp with time zone is printed in UTC.
 */
public final class DateTimeText {
    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    /** 4714-11-24 BC and 262142-12-31, in days. */
    public static final long MIN_DATE = LocalDate.of(-4713, 11, 24).toEpochDay();
    public static final long MAX_DATE = LocalDate.of(262_142, 12, 31).toEpochDay();
    /** The start of 4714-12-31 BC and the last microsecond of 262142-12-31. */
    public static final long MIN_TIMESTAMP = LocalDate.of(-4713, 12, 31).toEpochDay() * MICROS_PER_DAY;
    public static final long MAX_TIMESTAMP = (MAX_DATE + 1) * MICROS_PER_DAY - 1;

    private static final int[] POWERS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private DateTimeText() {}

    public static void printDate(long days, StringBuilder out) {
        LocalDate date = LocalDate.ofEpochDay(days);
        printDay(date, out);
        out.append(date.getYear() <= 0 ? " BC" : "");
    }

    public static void printTime(long micros, StringBuilder out) {
        int seconds = (int) (micros / MICROS_PER_SECOND);
        twoDigits(seconds / 3600, out);
        out.append(':');
        twoDigits(seconds / 60 % 60, out);
        out.append(':');
        twoDigits(seconds % 60, out);
        printFraction((int) (micros % MICROS_PER_SECOND), out);
    }

    public static void printTimestamp(long micros, StringBuilder out) {
        printTimestamp(micros, "", out);
    }

    public static void printTimestampTz(long micros, StringBuilder out) {
        printTimestamp(micros, "+00", out);
    }

    private static void printTimestamp(long micros, String zone, StringBuilder out) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY));
        printDay(date, out);
        out.append(' ');
        printTime(Math.floorMod(micros, MICROS_PER_DAY), out);
        out.append(zone).append(date.getYear() <= 0 ? " BC" : "");
    }

    private static void printDay(LocalDate date, StringBuilder out) {
        int year = date.getYear() <= 0 ? 1 - date.getYear() : date.getYear();
        out.repeat('0', year < 10 ? 3 : year < 100 ? 2 : year < 1000 ? 1 : 0).append(year).append('-');
        twoDigits(date.getMonthValue(), out);
        out.append('-');
        twoDigits(date.getDayOfMonth(), out);
    }

    /** A point and up to six digits without zeros at the end; nothing for zero. */
    static void printFraction(int micros, StringBuilder out) {
        if (micros == 0) {
            return;
        }
        out.append('.');
        int rest = micros;
        for (int power = 100_000; rest > 0; power /= 10) {
            out.append((char) ('0' + rest / power));
            rest %= power;
        }
    }

    static void twoDigits(int value, StringBuilder out) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    /** Days since 1970-01-01; a time of day in the text is read and ignored. */
    public static long parseDate(String text) {
        DateTimeReader.Fields fields = DateTimeReader.read(text, "date");
        long days = fields.day("date", text);
        if (days < MIN_DATE || days > MAX_DATE) {
            throw TextFormatException.of(SqlState.DATETIME_OVERFLOW, "date out of range: \"" + text + '"');
        }
        return days;
    }

    /** Microseconds since midnight, below 24 hours; a date in the text is read and ignored. */
    public static long parseTime(String text) {
        DateTimeReader.Fields fields = DateTimeReader.read(text, "time");
        long micros = fields.timeOfDay("time", text);
        if (micros >= MICROS_PER_DAY) {
            throw TextFormatException.of(
                    SqlState.DATETIME_OVERFLOW, "date/time field value out of range: \"" + text + '"');
        }
        return micros;
    }

    /** Microseconds since 1970-01-01 00:00; a zone in the text is read and ignored. */
    public static long parseTimestamp(String text, OptionalInt precision) {
        DateTimeReader.Fields fields = DateTimeReader.read(text, "timestamp");
        return inRange(roundTo(fields.local("timestamp", text), precision), "timestamp", text);
    }

    /** Microseconds since 1970-01-01 00:00 UTC; a text without a zone is read in UTC. */
    public static long parseTimestampTz(String text, OptionalInt precision) {
        DateTimeReader.Fields fields = DateTimeReader.read(text, "timestamp with time zone");
        long instant = fields.instant("timestamp with time zone", text);
        return inRange(roundTo(instant, precision), "timestamp", text);
    }

    private static long inRange(long micros, String typeName, String text) {
        if (micros < MIN_TIMESTAMP || micros > MAX_TIMESTAMP) {
            throw TextFormatException.of(
                    SqlState.DATETIME_OVERFLOW, typeName + " out of range: \"" + text + '"');
        }
        return micros;
    }

    /** Rounds microseconds to {@code precision} digits after the point, halves up. */
    public static long roundTo(long micros, OptionalInt precision) {
        if (precision.isEmpty() || precision.getAsInt() >= 6) {
            return micros;
        }
        long unit = POWERS[precision.getAsInt()];
        return Math.floorDiv(micros + unit / 2, unit) * unit;
    }
}
