package dev.mizu.repr;

/** Months, days and microseconds, kept and compared apart (one month is not thirty days). */
public record Interval(int months, int days, long micros) implements Comparable<Interval> {
    public static final Interval ZERO = new Interval(0, 0, 0);

    @Override
    public int compareTo(Interval other) {
        int byMonths = Integer.compare(months, other.months);
        if (byMonths != 0) {
            return byMonths;
        }
        int byDays = Integer.compare(days, other.days);
        return byDays != 0 ? byDays : Long.compare(micros, other.micros);
    }
}
