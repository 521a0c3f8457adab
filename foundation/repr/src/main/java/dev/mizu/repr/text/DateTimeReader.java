package dev.mizu.repr.text;

import dev.mizu.base.error.SqlState;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads what people write for a date, a time of day and a zone, in any order: ISO forms, {@code 1/8/1999} (month
 * first), {@code 8-Jan-1999}, {@code January 8, 1999}, {@code 19990108}, {@code 04:05:06.789 PM}, {@code BC},
 * {@code epoch}. Owned by one call.
 */
final class DateTimeReader {
    private static final List<String> MONTHS = List.of("january", "february", "march", "april", "may", "june", "july",
            "august", "september", "october", "november", "december");
    private static final List<String> WEEKDAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final long UNSET = Long.MIN_VALUE;
    /** Beyond every range there is, and near enough that its microseconds fit a long. */
    private static final int MAX_YEAR = 290_000;

    private final String text;
    private final String typeName;
    private int position;
    private long year = UNSET;
    private int month;
    private int day;
    private long micros = UNSET;
    private char meridiem = ' ';
    private boolean beforeChrist;
    private Optional<ZoneId> zone = Optional.empty();

    private DateTimeReader(String text, String typeName) {
        this.text = text;
        this.typeName = typeName;
    }

    /** What was found; each part may be missing. */
    record Fields(Optional<LocalDate> date, long micros, Optional<ZoneId> zone) {
        long day(String typeName, String text) {
            return date.orElseThrow(() -> TextFormatException.invalidTime(typeName, text)).toEpochDay();
        }

        long timeOfDay(String typeName, String text) {
            if (micros == UNSET) {
                throw TextFormatException.invalidTime(typeName, text);
            }
            return micros;
        }

        /** Microseconds since 1970 on the wall clock. */
        long local(String typeName, String text) {
            return day(typeName, text) * DateTimeText.MICROS_PER_DAY + (micros == UNSET ? 0 : micros);
        }

        long instant(String typeName, String text) {
            long local = local(typeName, text);
            long second = Math.floorDiv(local, DateTimeText.MICROS_PER_SECOND);
            ZoneOffset offset = switch (zone.orElse(ZoneOffset.UTC)) {
                case ZoneOffset fixed -> fixed;
                case ZoneId region -> LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).atZone(region).getOffset();
            };
            return local - offset.getTotalSeconds() * DateTimeText.MICROS_PER_SECOND;
        }
    }

    static Fields read(String text, String typeName) {
        return new DateTimeReader(text, typeName).read();
    }

    private Fields read() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (NumberText.isBlank(c) || c == ',') {
                position++;
            } else if (isDigit(c)) {
                number();
            } else if (isLetter(c)) {
                word();
            } else if ((c == '+' || c == '-') && micros != UNSET && zone.isEmpty()) {
                zone(position);
            } else {
                throw invalid();
            }
        }
        if (month != 0 && (day == 0 || year == UNSET)) {
            throw invalid();
        }
        if (year == UNSET && (beforeChrist || micros == UNSET)) {
            throw invalid();
        }
        return new Fields(date(), timeOfDay(), zone);
    }

    private Optional<LocalDate> date() {
        if (year == UNSET) {
            return Optional.empty();
        }
        if (year == 0 || year > MAX_YEAR) {
            throw outOfRange();
        }
        try {
            return Optional.of(LocalDate.of((int) (beforeChrist ? 1 - year : year), month, day));
        } catch (DateTimeException e) {
            throw outOfRange();
        }
    }

    private long timeOfDay() {
        if (meridiem == ' ') {
            return micros;
        }
        if (micros == UNSET) {
            throw invalid();
        }
        long hour = micros / (3600 * DateTimeText.MICROS_PER_SECOND);
        if (hour < 1 || hour > 12) {
            throw outOfRange();
        }
        long shift = (meridiem == 'p' ? 12 : 0) - (hour == 12 ? 12 : 0);
        return micros + shift * 3600 * DateTimeText.MICROS_PER_SECOND;
    }

    private void number() {
        int start = position;
        long value = digits();
        int length = position - start;
        char next = position < text.length() ? text.charAt(position) : ' ';
        boolean more = position + 1 < text.length()
                && (isDigit(text.charAt(position + 1)) || isLetter(text.charAt(position + 1)));
        if (next == ':' && micros == UNSET) {
            time(value, length);
        } else if ((next == '-' || next == '/' || next == '.') && more && year == UNSET && month == 0 && day == 0) {
            separated(value, length, next);
        } else if (micros == UNSET && (length == 4 || length == 6) && (year != UNSET || typeName.equals("time"))) {
            long clock = length == 6 ? value : value * 100;
            setTime(clock / 10_000, clock / 100 % 100, clock % 100, fraction());
        } else if (year == UNSET && month == 0 && day == 0 && (length == 8 || length == 6)) {
            compact(value, length);
        } else if (month != 0 && day == 0 && length <= 2) {
            day = (int) value;
            position += next == '-' ? 1 : 0;
        } else if (day != 0 && year == UNSET) {
            setYear(value, length);
        } else if (year == UNSET && day == 0 && length <= 2) {
            day = (int) value;
        } else if (year == UNSET && day == 0) {
            setYear(value, length);
        } else {
            throw invalid();
        }
    }

    private long digits() {
        long value = 0;
        int start = position;
        while (position < text.length() && isDigit(text.charAt(position))) {
            value = value * 10 + text.charAt(position++) - '0';
            if (position - start > 12) {
                throw invalid();
            }
        }
        return value;
    }

    /** Year first when it has three digits or more; else month first, unless the middle is a name. */
    private void separated(long first, int length, char separator) {
        position++;
        boolean named = isLetter(text.charAt(position));
        long second = named ? monthNamed(letters()) : digits();
        if (second < 0 || position >= text.length() || text.charAt(position) != separator) {
            throw invalid();
        }
        position++;
        int start = position;
        long third = digits();
        int thirdLength = position - start;
        if (thirdLength == 0) {
            throw invalid();
        }
        if (length >= 3) {
            setYear(first, length);
            setMonthDay(second, third);
        } else {
            setYear(third, thirdLength);
            setMonthDay(named ? second : first, named ? first : second);
        }
    }

    private void compact(long value, int length) {
        setYear(value / 10_000, length - 4);
        setMonthDay(value / 100 % 100, value % 100);
    }

    private void setYear(long value, int length) {
        year = length > 2 ? value : value < 70 ? 2000 + value : 1900 + value;
    }

    private void setMonthDay(long newMonth, long newDay) {
        if (newMonth < 1 || newMonth > 12 || newDay < 1 || newDay > 31) {
            throw outOfRange();
        }
        month = (int) newMonth;
        day = (int) newDay;
    }

    private void time(long hour, int length) {
        position++;
        int start = position;
        long minute = digits();
        boolean good = length <= 2 && position - start >= 1 && position - start <= 2;
        long second = 0;
        if (position < text.length() && text.charAt(position) == ':') {
            start = ++position;
            second = digits();
            good &= position - start >= 1 && position - start <= 2;
        }
        if (!good) {
            throw invalid();
        }
        setTime(hour, minute, second, fraction());
    }

    /** Microseconds after a point, rounded. */
    private long fraction() {
        if (position >= text.length() || text.charAt(position) != '.') {
            return 0;
        }
        position++;
        long value = 0;
        int length = 0;
        boolean up = false;
        for (; position < text.length() && isDigit(text.charAt(position)); position++, length++) {
            int digit = text.charAt(position) - '0';
            value = length < 6 ? value * 10 + digit : value;
            up |= length == 6 && digit >= 5;
        }
        for (; length < 6; length++) {
            value *= 10;
        }
        return value + (up ? 1 : 0);
    }

    private void setTime(long hour, long minute, long second, long fraction) {
        if (micros != UNSET) {
            throw invalid();
        }
        micros = ((hour * 60 + minute) * 60 + second) * DateTimeText.MICROS_PER_SECOND + fraction;
        if (hour > 24 || minute > 59 || second > 60 || micros > DateTimeText.MICROS_PER_DAY) {
            throw outOfRange();
        }
    }

    private String letters() {
        int start = position;
        while (position < text.length() && isLetter(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position).toLowerCase(Locale.ROOT);
    }

    private void word() {
        int start = position;
        String word = letters();
        boolean last = position == text.length() || !isDigit(text.charAt(position));
        if (word.equals("t") && !last && year != UNSET) {
            return;
        }
        int named = monthNamed(word);
        if (named > 0 && month == 0) {
            nameMonth(named);
        } else if (word.equals("bc") || word.equals("ad")) {
            beforeChrist = word.equals("bc");
        } else if (word.equals("am") || word.equals("pm")) {
            meridiem = word.charAt(0);
        } else if (word.equals("epoch") && year == UNSET && micros == UNSET) {
            year = 1970;
            setMonthDay(1, 1);
            micros = 0;
        } else if (!isWeekday(word)) {
            zone(start);
        }
    }

    /** A name; a number read before it, taken for a day, stays the day, and one taken for a year stays the year. */
    private void nameMonth(int named) {
        month = named;
        if (position < text.length() && text.charAt(position) == '-') {
            position++;
        }
    }

    private int monthNamed(String word) {
        for (int i = 0; word.length() >= 3 && i < MONTHS.size(); i++) {
            if (MONTHS.get(i).startsWith(word) && (word.length() == 3 || word.length() == MONTHS.get(i).length())
                    || i == 8 && word.equals("sept")) {
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean isWeekday(String word) {
        return word.length() >= 3 && WEEKDAYS.stream().anyMatch(name -> name.startsWith(word));
    }

    private void zone(int start) {
        position = start;
        while (position < text.length() && !NumberText.isBlank(text.charAt(position))) {
            position++;
        }
        Optional<ZoneId> found = TimeZones.parse(text.substring(start, position));
        if (found.isEmpty() || zone.isPresent()) {
            throw invalid();
        }
        zone = found;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private TextFormatException invalid() {
        return TextFormatException.invalidTime(typeName, text);
    }

    private TextFormatException outOfRange() {
        return TextFormatException.of(
                SqlState.DATETIME_OVERFLOW, "date/time field value out of range: \"" + text + '"');
    }
}
