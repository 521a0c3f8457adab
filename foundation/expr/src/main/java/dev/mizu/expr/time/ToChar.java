package dev.mizu.expr.time;

import dev.mizu.repr.text.DateTimeText;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.util.List;
import java.util.Locale;

/**
 * Formats a timestamp by a pattern in PostgreSQL's manner: names of fields are replaced, text in double quotes and
 * everything unknown stands as it is. {@code FM} before a field drops its padding, {@code TH} after it adds an ordinal
 * ending. Owned by one call.
 */
public final class ToChar {
    private static final List<String> MONTHS = List.of("January", "February", "March", "April", "May", "June", "July",
            "August", "September", "October", "November", "December");
    private static final List<String> DAYS = List.of(
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final List<String> ROMAN = List.of(
            "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII");
    /** Longer names before those they start with. */
    private static final List<String> FIELDS = List.of(
            "SSSSS", "SSSS", "Y,YYY", "IYYY", "YYYY", "MONTH", "Month", "month", "HH24", "HH12", "IDDD",
            "A.M.", "P.M.", "a.m.", "p.m.", "B.C.", "A.D.", "b.c.", "a.d.", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6",
            "IYY", "YYY", "MON", "Mon", "mon", "DAY", "Day", "day", "DDD", "TZH", "TZM",
            "HH", "MI", "SS", "MS", "US", "AM", "PM", "am", "pm", "BC", "AD", "bc", "ad", "IY", "YY", "MM", "DY", "Dy",
            "dy", "DD", "ID", "WW", "IW", "CC", "RM", "rm", "TZ", "tz", "OF", "I", "Y", "D", "W", "J", "Q");

    private final LocalDate day;
    private final long clock;
    private final boolean zoned;
    private final StringBuilder out = new StringBuilder();

    private ToChar(long micros, boolean zoned) {
        this.day = LocalDate.ofEpochDay(Math.floorDiv(micros, DateTimeText.MICROS_PER_DAY));
        this.clock = Math.floorMod(micros, DateTimeText.MICROS_PER_DAY);
        this.zoned = zoned;
    }

    public static String format(long micros, boolean zoned, String pattern) {
        ToChar formatter = new ToChar(micros, zoned);
        formatter.format(pattern);
        return formatter.out.toString();
    }

    private void format(String pattern) {
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '"') {
                at = quoted(pattern, at + 1);
                continue;
            }
            boolean fill = true;
            int start = at;
            while (pattern.regionMatches(true, at, "FM", 0, 2) || pattern.regionMatches(true, at, "TM", 0, 2)) {
                fill = false;
                at += 2;
            }
            String field = fieldAt(pattern, at);
            if (field.isEmpty()) {
                if (at == start) {
                    boolean escaped = c == '\\' && at + 1 < pattern.length();
                    out.append(escaped ? pattern.charAt(at + 1) : c);
                    at += escaped ? 2 : 1;
                }
                continue;
            }
            int from = out.length();
            append(field, fill);
            at += field.length();
            if (pattern.startsWith("TH", at) || pattern.startsWith("th", at)) {
                ordinal(from, pattern.charAt(at) == 'T');
                at += 2;
            }
        }
    }

    private int quoted(String pattern, int from) {
        int at = from;
        while (at < pattern.length() && pattern.charAt(at) != '"') {
            if (pattern.charAt(at) == '\\' && at + 1 < pattern.length()) {
                at++;
            }
            out.append(pattern.charAt(at++));
        }
        return at + 1;
    }

    private static String fieldAt(String pattern, int at) {
        for (String field : FIELDS) {
            if (pattern.startsWith(field, at)) {
                return field;
            }
        }
        // Numbers may be written in lower case too; names of words may not, their case says something.
        for (String field : FIELDS) {
            if (pattern.regionMatches(true, at, field, 0, field.length()) && numeric(field)) {
                return pattern.substring(at, at + field.length());
            }
        }
        return "";
    }

    private static boolean numeric(String field) {
        return switch (field) {
            case "MONTH", "Month", "month", "MON", "Mon", "mon", "DAY", "Day", "day", "DY", "Dy", "dy" -> false;
            default -> true;
        };
    }

    private void append(String field, boolean fill) {
        String month = MONTHS.get(day.getMonthValue() - 1);
        String weekday = DAYS.get(day.getDayOfWeek().getValue() - 1);
        switch (field) {
            case "MONTH" -> word(month.toUpperCase(Locale.ROOT), fill);
            case "Month" -> word(month, fill);
            case "month" -> word(month.toLowerCase(Locale.ROOT), fill);
            case "MON" -> out.append(month.substring(0, 3).toUpperCase(Locale.ROOT));
            case "Mon" -> out.append(month, 0, 3);
            case "mon" -> out.append(month.substring(0, 3).toLowerCase(Locale.ROOT));
            case "DAY" -> word(weekday.toUpperCase(Locale.ROOT), fill);
            case "Day" -> word(weekday, fill);
            case "day" -> word(weekday.toLowerCase(Locale.ROOT), fill);
            case "DY" -> out.append(weekday.substring(0, 3).toUpperCase(Locale.ROOT));
            case "Dy" -> out.append(weekday, 0, 3);
            case "dy" -> out.append(weekday.substring(0, 3).toLowerCase(Locale.ROOT));
            case "AM", "PM" -> out.append(clock < DateTimeText.MICROS_PER_DAY / 2 ? "AM" : "PM");
            case "am", "pm" -> out.append(clock < DateTimeText.MICROS_PER_DAY / 2 ? "am" : "pm");
            case "A.M.", "P.M." -> out.append(clock < DateTimeText.MICROS_PER_DAY / 2 ? "A.M." : "P.M.");
            case "a.m.", "p.m." -> out.append(clock < DateTimeText.MICROS_PER_DAY / 2 ? "a.m." : "p.m.");
            case "BC", "AD" -> out.append(day.getYear() <= 0 ? "BC" : "AD");
            case "bc", "ad" -> out.append(day.getYear() <= 0 ? "bc" : "ad");
            case "B.C.", "A.D." -> out.append(day.getYear() <= 0 ? "B.C." : "A.D.");
            case "b.c.", "a.d." -> out.append(day.getYear() <= 0 ? "b.c." : "a.d.");
            case "RM" -> roman(ROMAN.get(day.getMonthValue() - 1), fill);
            case "rm" -> roman(ROMAN.get(day.getMonthValue() - 1).toLowerCase(Locale.ROOT), fill);
            case "TZ" -> out.append(zoned ? "UTC" : "");
            case "tz" -> out.append(zoned ? "utc" : "");
            default -> number(field.toUpperCase(Locale.ROOT), fill);
        }
    }

    private void number(String field, boolean fill) {
        int year = day.getYear() > 0 ? day.getYear() : 1 - day.getYear();
        int isoYear = day.get(IsoFields.WEEK_BASED_YEAR);
        int week = day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        int hour = (int) (clock / 3_600_000_000L);
        int micros = (int) (clock % 1_000_000);
        switch (field) {
            case "HH24" -> digits(hour, 2, fill);
            case "HH", "HH12" -> digits(hour % 12 == 0 ? 12 : hour % 12, 2, fill);
            case "MI" -> digits(clock / 60_000_000 % 60, 2, fill);
            case "SS" -> digits(clock / 1_000_000 % 60, 2, fill);
            case "MS", "FF3" -> digits(micros / 1000, 3, true);
            case "US", "FF6" -> digits(micros, 6, true);
            case "FF1" -> digits(micros / 100_000, 1, true);
            case "FF2" -> digits(micros / 10_000, 2, true);
            case "FF4" -> digits(micros / 100, 4, true);
            case "FF5" -> digits(micros / 10, 5, true);
            case "SSSS", "SSSSS" -> digits(clock / 1_000_000, 0, fill);
            case "Y,YYY" -> {
                digits(year / 1000, 1, fill);
                out.append(',');
                digits(year % 1000, 3, true);
            }
            case "YYYY" -> digits(year, 4, fill);
            case "YYY" -> digits(year % 1000, 3, fill);
            case "YY" -> digits(year % 100, 2, fill);
            case "Y" -> digits(year % 10, 1, fill);
            case "IYYY" -> digits(isoYear, 4, fill);
            case "IYY" -> digits(isoYear % 1000, 3, fill);
            case "IY" -> digits(isoYear % 100, 2, fill);
            case "I" -> digits(isoYear % 10, 1, fill);
            case "MM" -> digits(day.getMonthValue(), 2, fill);
            case "DDD" -> digits(day.getDayOfYear(), 3, fill);
            case "IDDD" -> digits((week - 1) * 7L + day.getDayOfWeek().getValue(), 3, fill);
            case "DD" -> digits(day.getDayOfMonth(), 2, fill);
            case "D" -> digits(day.getDayOfWeek().getValue() % 7 + 1, 1, fill);
            case "ID" -> digits(day.getDayOfWeek().getValue(), 1, fill);
            case "W" -> digits((day.getDayOfMonth() - 1) / 7 + 1, 1, fill);
            case "WW" -> digits((day.getDayOfYear() - 1) / 7 + 1, 2, fill);
            case "IW" -> digits(week, 2, fill);
            case "CC" -> digits(
                    day.getYear() > 0 ? (day.getYear() + 99) / 100 : (99 - (day.getYear() - 1)) / 100, 2, fill);
            case "J" -> digits(day.getLong(JulianFields.JULIAN_DAY), 0, fill);
            case "Q" -> digits((day.getMonthValue() + 2) / 3, 1, fill);
            case "TZH" -> out.append(zoned ? "+00" : "");
            case "TZM" -> out.append(zoned ? "00" : "");
            default -> out.append(zoned ? "+00" : "");
        }
    }

    private void digits(long value, int width, boolean fill) {
        String text = Long.toString(value);
        out.repeat('0', fill ? Math.max(0, width - text.length()) : 0).append(text);
    }

    /** Names are padded to nine characters, the longest month's length. */
    private void word(String name, boolean fill) {
        out.append(name).repeat(' ', fill ? 9 - name.length() : 0);
    }

    private void roman(String name, boolean fill) {
        out.append(name).repeat(' ', fill ? 4 - name.length() : 0);
    }

    private void ordinal(int from, boolean upper) {
        String number = out.substring(from);
        char last = number.isEmpty() ? '0' : number.charAt(number.length() - 1);
        boolean teen = number.length() > 1 && number.charAt(number.length() - 2) == '1';
        String ending = teen ? "th" : last == '1' ? "st" : last == '2' ? "nd" : last == '3' ? "rd" : "th";
        out.append(upper ? ending.toUpperCase(Locale.ROOT) : ending);
    }
}
