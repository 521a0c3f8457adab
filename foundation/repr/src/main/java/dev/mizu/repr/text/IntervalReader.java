package dev.mizu.repr.text;

import dev.mizu.repr.Interval;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Reads one interval: numbers with units, {@code Y-M}, {@code H:M:S}, a bare number. Owned by one call. */
final class IntervalReader {
    private static final String OVERFLOW = "22015";
    private static final int FRACTION_DIGITS = 9;
    private static final long NANO = 1_000_000_000L;

    private final String text;
    private final IntervalText.Qualifier qualifier;
    private final Set<IntervalText.Unit> seen = EnumSet.noneOf(IntervalText.Unit.class);
    private int position;
    private long months;
    private long days;
    private long micros;

    IntervalReader(String text, IntervalText.Qualifier qualifier) {
        this.text = text;
        this.qualifier = qualifier;
    }

    /** A number: sign, whole part and billionths, both with the sign applied. */
    private record Amount(boolean negative, long whole, long nanos) {}

    Interval read() {
        boolean ago = false;
        int parts = 0;
        while (skipBlanks()) {
            if (ago) {
                throw invalid();
            }
            if (parts > 0 && isLetter(text.charAt(position))) {
                ago = letters().equals("ago");
                if (!ago) {
                    throw invalid();
                }
            } else {
                part();
                parts++;
            }
        }
        if (parts == 0) {
            throw invalid();
        }
        try {
            int sign = ago ? -1 : 1;
            return new Interval(Math.toIntExact(sign * months), Math.toIntExact(sign * days),
                    Math.multiplyExact(sign, micros));
        } catch (ArithmeticException e) {
            throw overflow();
        }
    }

    private boolean skipBlanks() {
        while (position < text.length()
                && (NumberText.isBlank(text.charAt(position)) || text.charAt(position) == ','
                        || text.charAt(position) == '@')) {
            position++;
        }
        return position < text.length();
    }

    private void part() {
        boolean negative = sign();
        int start = position;
        Amount amount = amount(negative);
        char next = position < text.length() ? text.charAt(position) : ' ';
        if (next == ':') {
            clock(amount);
            return;
        }
        if (next == '-' && amount.nanos() == 0 && position > start) {
            yearMonth(amount);
            return;
        }
        int end = position;
        if (skipBlanks() && isLetter(text.charAt(position))) {
            IntervalText.Unit unit = IntervalText.unitNamed(letters()).orElseThrow(this::invalid);
            add(unit, amount);
            return;
        }
        boolean last = position == text.length();
        if (!last && !clockFollows() && qualifier.tail() != IntervalText.Unit.HOUR) {
            throw invalid();
        }
        position = end;
        add(last ? qualifier.tail() : IntervalText.Unit.DAY, amount);
    }

    private boolean sign() {
        char c = text.charAt(position);
        if (c == '-' || c == '+') {
            position++;
            skipBlanks();
        }
        return c == '-';
    }

    private Amount amount(boolean negative) {
        int start = position;
        long whole = digits();
        int length = position - start;
        long nanos = 0;
        if (position < text.length() && text.charAt(position) == '.') {
            position++;
            start = position;
            nanos = fraction();
            length += position - start;
        }
        if (length == 0) {
            throw invalid();
        }
        return negative ? new Amount(true, -whole, -nanos) : new Amount(false, whole, nanos);
    }

    private long digits() {
        long value = 0;
        while (position < text.length() && isDigit(text.charAt(position))) {
            int digit = text.charAt(position++) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw overflow();
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private long fraction() {
        long value = 0;
        int length = 0;
        for (; position < text.length() && isDigit(text.charAt(position)); position++) {
            if (length < FRACTION_DIGITS) {
                value = value * 10 + text.charAt(position) - '0';
                length++;
            }
        }
        for (; length < FRACTION_DIGITS; length++) {
            value *= 10;
        }
        return value;
    }

    /** H:M, H:M:S, or M:S when the qualifier or a fraction says so. */
    private void clock(Amount first) {
        position++;
        Amount second = amount(first.negative());
        if (first.nanos() != 0) {
            throw invalid();
        }
        if (position < text.length() && text.charAt(position) == ':') {
            position++;
            Amount third = amount(first.negative());
            if (second.nanos() != 0) {
                throw invalid();
            }
            addClock(first, second, third);
        } else if (second.nanos() != 0 || qualifier.head() == IntervalText.Unit.MINUTE) {
            addClock(new Amount(first.negative(), 0, 0), first, second);
        } else {
            addClock(first, second, new Amount(first.negative(), 0, 0));
        }
        if (position < text.length() && !NumberText.isBlank(text.charAt(position))) {
            throw invalid();
        }
    }

    private void addClock(Amount hours, Amount minutes, Amount seconds) {
        if (Math.abs(minutes.whole()) > 59 && hours.whole() != 0 || Math.abs(seconds.whole()) > 60) {
            throw overflow();
        }
        add(IntervalText.Unit.HOUR, hours);
        add(IntervalText.Unit.MINUTE, minutes);
        add(IntervalText.Unit.SECOND, seconds);
    }

    private void yearMonth(Amount years) {
        position++;
        Amount more = amount(years.negative());
        if (more.nanos() != 0 || position < text.length() && !NumberText.isBlank(text.charAt(position))) {
            throw invalid();
        }
        if (Math.abs(more.whole()) > 11) {
            throw overflow();
        }
        add(IntervalText.Unit.YEAR, years);
        add(IntervalText.Unit.MONTH, more);
    }

    private boolean clockFollows() {
        int i = position;
        i += text.charAt(i) == '-' || text.charAt(i) == '+' ? 1 : 0;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == ':';
    }

    private void add(IntervalText.Unit unit, Amount amount) {
        if (!seen.add(unit)) {
            throw invalid();
        }
        try {
            if (unit.months > 0) {
                addMonths(Math.multiplyExact(amount.whole(), unit.months), amount.nanos() * unit.months);
            } else if (unit.days > 0) {
                addDays(Math.multiplyExact(amount.whole(), unit.days), amount.nanos() * unit.days);
            } else {
                micros = Math.addExact(micros, Math.multiplyExact(amount.whole(), unit.micros));
                // Billionths of a unit: micros * nanos stays below 2^63 for an hour (3.6e18).
                micros = Math.addExact(micros, rounded(amount.nanos() * unit.micros));
            }
        } catch (ArithmeticException e) {
            throw overflow();
        }
    }

    private void addMonths(long whole, long nanos) {
        months = Math.addExact(months, Math.addExact(whole, nanos / NANO));
        addDays(0, nanos % NANO * 30);
    }

    private void addDays(long whole, long nanos) {
        days = Math.addExact(days, Math.addExact(whole, nanos / NANO));
        // A billionth of a day is 86.4 microseconds; in tenths the product stays an integer and far from overflow.
        long tenths = nanos % NANO * 864;
        micros = Math.addExact(micros, (tenths + Long.signum(tenths) * 5) / 10);
    }

    /** Billionths of microseconds to the nearest microsecond, halves away from zero. */
    private static long rounded(long nanos) {
        return (nanos + Long.signum(nanos) * NANO / 2) / NANO;
    }

    private String letters() {
        int start = position;
        while (position < text.length() && isLetter(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position).toLowerCase(Locale.ROOT);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private TextFormatException invalid() {
        return TextFormatException.invalidTime("interval", text);
    }

    private TextFormatException overflow() {
        return TextFormatException.of(OVERFLOW, "interval field value out of range: \"" + text + '"');
    }
}
