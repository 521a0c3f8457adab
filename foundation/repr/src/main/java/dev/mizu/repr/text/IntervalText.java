package dev.mizu.repr.text;

import dev.mizu.repr.Interval;
import java.util.Optional;

/**
 * Intervals as text: {@code 1 year 2 months 3 days 04:05:06.7} out; PostgreSQL's units and SQL's
 * {@code Y-M D H:M:S} in, mixed in any order. Fractions spill into smaller fields: twelve months a year, thirty days
 * a month, twenty-four hours a day.
 */
public final class IntervalText {
    private IntervalText() {}

    /** A field of an interval, with its length in months, or days, or microseconds. */
    public enum Unit {
        MILLENNIUM(12_000, 0, 0),
        CENTURY(1_200, 0, 0),
        DECADE(120, 0, 0),
        YEAR(12, 0, 0),
        MONTH(1, 0, 0),
        WEEK(0, 7, 0),
        DAY(0, 1, 0),
        HOUR(0, 0, 3_600_000_000L),
        MINUTE(0, 0, 60_000_000L),
        SECOND(0, 0, 1_000_000L),
        MILLISECOND(0, 0, 1_000L),
        MICROSECOND(0, 0, 1L);

        final int months;
        final int days;
        final long micros;

        Unit(int months, int days, long micros) {
            this.months = months;
            this.days = days;
            this.micros = micros;
        }
    }

    /**
     * {@code INTERVAL '..' head TO tail}: a bare number counts tails, two numbers with a colon are minutes and seconds
     * when the head is minutes, and fields below the tail are cut off.
     */
    public record Qualifier(Unit head, Unit tail) {
        /** No qualifier: bare numbers are seconds. */
        public static final Qualifier NONE = new Qualifier(Unit.YEAR, Unit.SECOND);
    }

    public static String print(Interval interval) {
        StringBuilder out = new StringBuilder();
        print(interval, out);
        return out.toString();
    }

    public static void print(Interval interval, StringBuilder out) {
        int start = out.length();
        printPart(interval.months() / 12, "year", false, start, out);
        printPart(interval.months() % 12, "month", false, start, out);
        printPart(interval.days(), "day", interval.months() < 0, start, out);
        long micros = interval.micros();
        if (micros == 0 && out.length() > start) {
            return;
        }
        out.append(out.length() > start ? " " : "");
        if (micros < 0) {
            out.append('-');
        } else if (interval.days() < 0 || interval.days() == 0 && interval.months() < 0) {
            out.append('+');
        }
        // Seconds of the magnitude: the smallest long has no positive twin.
        long seconds = Math.abs(micros / DateTimeText.MICROS_PER_SECOND);
        long hours = seconds / 3600;
        out.append(hours < 10 ? "0" : "").append(hours).append(':');
        DateTimeText.twoDigits((int) (seconds / 60 % 60), out);
        out.append(':');
        DateTimeText.twoDigits((int) (seconds % 60), out);
        DateTimeText.printFraction((int) Math.abs(micros % DateTimeText.MICROS_PER_SECOND), out);
    }

    // A part after a negative one shows its own sign.
    private static void printPart(long value, String unit, boolean afterNegative, int start, StringBuilder out) {
        if (value != 0) {
            out.append(out.length() > start ? " " : "").append(afterNegative && value > 0 ? "+" : "");
            out.append(value).append(' ').append(unit).append(value == 1 ? "" : "s");
        }
    }

    public static Interval parse(String text) {
        return parse(text, Qualifier.NONE);
    }

    public static Interval parse(String text, Qualifier qualifier) {
        return truncate(new IntervalReader(text, qualifier).read(), qualifier.tail());
    }

    /** The interval without what is smaller than {@code tail}. */
    public static Interval truncate(Interval value, Unit tail) {
        return switch (tail) {
            case MILLENNIUM, CENTURY, DECADE, YEAR, MONTH ->
                    new Interval(value.months() / tail.months * tail.months, 0, 0);
            case WEEK, DAY -> new Interval(value.months(), value.days() / tail.days * tail.days, 0);
            case HOUR, MINUTE ->
                    new Interval(value.months(), value.days(), value.micros() / tail.micros * tail.micros);
            case SECOND, MILLISECOND, MICROSECOND -> value;
        };
    }

    /** The unit a word names, in any of its spellings; the word is in lower case. */
    static Optional<Unit> unitNamed(String word) {
        return Optional.ofNullable(switch (word) {
            case "millennium", "millenniums", "millennia", "mil", "mils" -> Unit.MILLENNIUM;
            case "century", "centuries", "cent", "c" -> Unit.CENTURY;
            case "decade", "decades", "dec", "decs" -> Unit.DECADE;
            case "year", "years", "yr", "yrs", "y" -> Unit.YEAR;
            case "month", "months", "mon", "mons" -> Unit.MONTH;
            case "week", "weeks", "w" -> Unit.WEEK;
            case "day", "days", "d" -> Unit.DAY;
            case "hour", "hours", "hr", "hrs", "h" -> Unit.HOUR;
            case "minute", "minutes", "min", "mins", "m" -> Unit.MINUTE;
            case "second", "seconds", "sec", "secs", "s" -> Unit.SECOND;
            case "millisecond", "milliseconds", "millisecon", "msec", "msecs", "mseconds", "ms" -> Unit.MILLISECOND;
            case "microsecond", "microseconds", "microsecon", "usec", "usecs", "useconds", "us" -> Unit.MICROSECOND;
            default -> null;
        });
    }
}
