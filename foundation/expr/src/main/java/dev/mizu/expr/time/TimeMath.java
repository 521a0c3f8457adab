package dev.mizu.expr.time;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.repr.Interval;
import dev.mizu.repr.text.DateTimeText;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Arithmetic on timestamps (microseconds since 1970) and intervals. Raises {@link EvalException} out of range. */
public final class TimeMath {
    private static final long DAY = DateTimeText.MICROS_PER_DAY;
    /** No interval is longer than 2^31 hours, which keeps its microseconds far from overflow. */
    private static final long MAX_MICROS = 9_223_372_036_854_775_807L;

    private TimeMath() {}

    /** The timestamp, unless there is none so early or late. */
    public static long checked(long micros) {
        if (micros < DateTimeText.MIN_TIMESTAMP || micros > DateTimeText.MAX_TIMESTAMP) {
            throw timestampOutOfRange();
        }
        return micros;
    }

    private static EvalException timestampOutOfRange() {
        return new EvalException(SqlState.DATETIME_OVERFLOW, "timestamp out of range");
    }

    private static EvalException intervalOutOfRange() {
        return new EvalException(SqlState.DATETIME_OVERFLOW, "interval out of range");
    }

    /** The timestamp so much later: months first (cut to the month's end), then days, then the clock. */
    public static long add(long micros, Interval interval) {
        try {
            long shifted = micros;
            if (interval.months() != 0) {
                LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, DAY)).plusMonths(interval.months());
                shifted = Math.addExact(
                        Math.multiplyExact(day.toEpochDay(), DAY), Math.floorMod(micros, DAY));
            }
            shifted = Math.addExact(shifted, Math.multiplyExact(interval.days(), DAY));
            return checked(Math.addExact(shifted, interval.micros()));
        } catch (ArithmeticException overflow) {
            throw timestampOutOfRange();
        }
    }

    public static long subtract(long micros, Interval interval) {
        return add(micros, negate(interval));
    }

    /** The time between, in days and clock; never in months. */
    public static Interval between(long later, long earlier) {
        long micros = later - earlier;
        return new Interval(0, (int) (micros / DAY), micros % DAY);
    }

    public static Interval negate(Interval a) {
        if (a.months() == Integer.MIN_VALUE || a.days() == Integer.MIN_VALUE || a.micros() == Long.MIN_VALUE) {
            throw intervalOutOfRange();
        }
        return new Interval(-a.months(), -a.days(), -a.micros());
    }

    public static Interval add(Interval a, Interval b) {
        try {
            return new Interval(Math.addExact(a.months(), b.months()), Math.addExact(a.days(), b.days()),
                    Math.addExact(a.micros(), b.micros()));
        } catch (ArithmeticException overflow) {
            throw intervalOutOfRange();
        }
    }

    /** Times a number; what is left of a month spills into days, what is left of a day into the clock. */
    public static Interval multiply(Interval a, double factor) {
        return scale(a.months() * factor, a.days() * factor, a.micros() * factor);
    }

    /** Divided by a number other than zero. */
    public static Interval divide(Interval a, double divisor) {
        if (divisor == 0) {
            throw new EvalException(SqlState.DIVISION_BY_ZERO, "division by zero");
        }
        return scale(a.months() / divisor, a.days() / divisor, a.micros() / divisor);
    }

    private static Interval scale(double months, double days, double micros) {
        double monthDays = rounded((months - whole(months)) * 30);
        double seconds = rounded((days - whole(days) + monthDays - whole(monthDays)) * 86_400);
        double allDays = whole(days) + whole(monthDays);
        if (Math.abs(seconds) >= 86_400) {
            allDays += whole(seconds / 86_400);
            seconds -= whole(seconds / 86_400) * 86_400;
        }
        double clock = Math.rint(micros + seconds * 1e6);
        if (!(Math.abs(whole(months)) <= Integer.MAX_VALUE && Math.abs(allDays) <= Integer.MAX_VALUE
                && Math.abs(clock) < MAX_MICROS)) {
            throw intervalOutOfRange();
        }
        return new Interval((int) months, (int) allDays, (long) clock);
    }

    private static double whole(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    /** To six places: what lies below is an artefact of binary fractions. */
    private static double rounded(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    /** 24-hour chunks of the clock become days. */
    public static Interval justifyHours(Interval a) {
        return signs(new Interval(a.months(), daysOf(a, a.micros() / DAY), a.micros() % DAY));
    }

    private static int daysOf(Interval a, long more) {
        long days = a.days() + more;
        if ((int) days != days) {
            throw intervalOutOfRange();
        }
        return (int) days;
    }

    /** Day and clock of one sign. */
    private static Interval signs(Interval a) {
        if (a.days() > 0 && a.micros() < 0) {
            return new Interval(a.months(), a.days() - 1, a.micros() + DAY);
        }
        if (a.days() < 0 && a.micros() > 0) {
            return new Interval(a.months(), a.days() + 1, a.micros() - DAY);
        }
        return a;
    }

    /** 30-day chunks become months. */
    public static Interval justifyDays(Interval a) {
        int months = Math.addExact(a.months(), a.days() / 30);
        int days = a.days() % 30;
        if (months > 0 && days < 0) {
            return new Interval(months - 1, days + 30, a.micros());
        }
        if (months < 0 && days > 0) {
            return new Interval(months + 1, days - 30, a.micros());
        }
        return new Interval(months, days, a.micros());
    }

    /** Both, with all fields of one sign. */
    public static Interval justify(Interval a) {
        int days = daysOf(a, a.micros() / DAY);
        long micros = a.micros() % DAY;
        int months = Math.addExact(a.months(), days / 30);
        days %= 30;
        if (months > 0 && (days < 0 || days == 0 && micros < 0)) {
            days += 30;
            months--;
        } else if (months < 0 && (days > 0 || days == 0 && micros > 0)) {
            days -= 30;
            months++;
        }
        return signs(new Interval(months, days, micros));
    }

    /** The difference in calendar terms: years and months, days of the month, clock. */
    public static Interval age(long later, long earlier) {
        if (later < earlier) {
            return negate(age(earlier, later));
        }
        LocalDate to = LocalDate.ofEpochDay(Math.floorDiv(later, DAY));
        LocalDate from = LocalDate.ofEpochDay(Math.floorDiv(earlier, DAY));
        long micros = Math.floorMod(later, DAY) - Math.floorMod(earlier, DAY);
        int days = to.getDayOfMonth() - from.getDayOfMonth();
        int months = (to.getYear() - from.getYear()) * 12 + to.getMonthValue() - from.getMonthValue();
        if (micros < 0) {
            micros += DAY;
            days--;
        }
        if (days < 0) {
            // The month that the earlier date lies in says how many days were borrowed.
            days += from.lengthOfMonth();
            months--;
        }
        return new Interval(months, days, micros);
    }

    /** The start of the unit that the timestamp lies in. */
    public static long truncate(TimeField field, long micros) {
        long unit = switch (field) {
            case MICROSECONDS -> 1;
            case MILLISECONDS -> 1_000;
            case SECOND -> 1_000_000;
            case MINUTE -> 60_000_000;
            case HOUR -> 3_600_000_000L;
            case DAY -> DAY;
            default -> 0;
        };
        if (unit > 0) {
            return Math.floorDiv(micros, unit) * unit;
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, DAY));
        LocalDate start = switch (field) {
            case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
            case YEAR -> day.withDayOfYear(1);
            case DECADE -> LocalDate.of(Math.floorDiv(day.getYear(), 10) * 10, 1, 1);
            case CENTURY -> LocalDate.of(Math.floorDiv(day.getYear() - 1, 100) * 100 + 1, 1, 1);
            case MILLENNIUM -> LocalDate.of(Math.floorDiv(day.getYear() - 1, 1000) * 1000 + 1, 1, 1);
            default -> throw field.unsupported("timestamp");
        };
        return checked(start.toEpochDay() * DAY);
    }

    /** The interval without what is smaller than the unit. */
    public static Interval truncate(TimeField field, Interval a) {
        int months = a.months();
        return switch (field) {
            case MILLENNIUM -> new Interval(months / 12_000 * 12_000, 0, 0);
            case CENTURY -> new Interval(months / 1_200 * 1_200, 0, 0);
            case DECADE -> new Interval(months / 120 * 120, 0, 0);
            case YEAR -> new Interval(months / 12 * 12, 0, 0);
            case QUARTER -> new Interval(months / 3 * 3, 0, 0);
            case MONTH -> new Interval(months, 0, 0);
            case DAY -> new Interval(months, a.days(), 0);
            case HOUR -> clock(a, 3_600_000_000L);
            case MINUTE -> clock(a, 60_000_000);
            case SECOND -> clock(a, 1_000_000);
            case MILLISECONDS -> clock(a, 1_000);
            case MICROSECONDS -> a;
            default -> throw field.unsupported("interval");
        };
    }

    private static Interval clock(Interval a, long unit) {
        return new Interval(a.months(), a.days(), a.micros() / unit * unit);
    }

    /** The start of the stride, counted from an origin, that the timestamp lies in. */
    public static long bin(Interval stride, long micros, long origin) {
        long width = width(stride);
        return checked(micros - Math.floorMod(micros - origin, width));
    }

    /** A stride's length in microseconds: positive, without months. */
    public static long width(Interval stride) {
        if (stride.months() != 0) {
            throw new EvalException(SqlState.FEATURE_NOT_SUPPORTED,
                    "timestamps cannot be binned into intervals containing months or years");
        }
        long width;
        try {
            width = Math.addExact(Math.multiplyExact(stride.days(), DAY), stride.micros());
        } catch (ArithmeticException overflow) {
            throw intervalOutOfRange();
        }
        if (width <= 0) {
            throw new EvalException(SqlState.INVALID_PARAMETER_VALUE, "stride must be greater than zero");
        }
        return width;
    }

    /** How many boundaries of a unit lie between two timestamps; negative when the second is the earlier. */
    public static long boundaries(TimeField field, long from, long to) {
        LocalDate a = LocalDate.ofEpochDay(Math.floorDiv(from, DAY));
        LocalDate b = LocalDate.ofEpochDay(Math.floorDiv(to, DAY));
        return switch (field) {
            case MICROSECONDS -> to - from;
            case MILLISECONDS -> crossed(from, to, 1_000);
            case SECOND -> crossed(from, to, 1_000_000);
            case MINUTE -> crossed(from, to, 60_000_000);
            case HOUR -> crossed(from, to, 3_600_000_000L);
            case DAY -> crossed(from, to, DAY);
            case WEEK -> ChronoUnit.WEEKS.between(monday(a), monday(b));
            case MONTH -> (b.getYear() - a.getYear()) * 12L + b.getMonthValue() - a.getMonthValue();
            case QUARTER -> (b.getYear() - a.getYear()) * 4L
                    + (b.getMonthValue() + 2) / 3 - (a.getMonthValue() + 2) / 3;
            case YEAR -> b.getYear() - a.getYear();
            case DECADE -> Math.floorDiv(b.getYear(), 10) - Math.floorDiv(a.getYear(), 10);
            case CENTURY -> Math.floorDiv(b.getYear() - 1, 100) - Math.floorDiv(a.getYear() - 1, 100);
            case MILLENNIUM -> Math.floorDiv(b.getYear() - 1, 1000) - Math.floorDiv(a.getYear() - 1, 1000);
            default -> throw field.unsupported("datediff");
        };
    }

    private static LocalDate monday(LocalDate day) {
        return day.minusDays(day.getDayOfWeek().getValue() - 1L);
    }

    private static long crossed(long from, long to, long unit) {
        return Math.floorDiv(to, unit) - Math.floorDiv(from, unit);
    }
}
