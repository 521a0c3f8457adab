package dev.mizu.repr.text;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names and offsets of time zones as SQL writes them: IANA names, abbreviations, {@code +05:30}, {@code UTC+3}. */
public final class TimeZones {
    private static final int MAX_OFFSET_SECONDS = 16 * 3600;
    private static final Map<String, ZoneId> NAMES = names();

    private TimeZones() {}

    private static Map<String, ZoneId> names() {
        Map<String, ZoneId> names = new HashMap<>();
        for (String id : ZoneId.getAvailableZoneIds()) {
            names.put(id.toLowerCase(Locale.ROOT), ZoneId.of(id));
        }
        String[] abbreviations = {
            "z 0", "zulu 0", "utc 0", "gmt 0", "ut 0", "wet 0", "west 60", "bst 60", "ist 120", "cet 60", "met 60",
            "cest 120", "mest 120", "eet 120", "eest 180", "msk 180", "sast 120", "pkt 300", "jst 540", "kst 540",
            "hkt 480", "sgt 480", "awst 480", "acst 570", "acdt 630", "aest 600", "aedt 660", "nzst 720",
            "nzdt 780", "ast -240", "adt -180", "est -300", "edt -240", "cst -360", "cdt -300", "mst -420",
            "mdt -360", "pst -480", "pdt -420", "akst -540", "akdt -480", "hst -600", "nst -210", "ndt -150"
        };
        for (String abbreviation : abbreviations) {
            int blank = abbreviation.indexOf(' ');
            int minutes = Integer.parseInt(abbreviation.substring(blank + 1));
            names.put(abbreviation.substring(0, blank), ZoneOffset.ofTotalSeconds(minutes * 60));
        }
        return Map.copyOf(names);
    }

    /** The zone of a name or an offset east of Greenwich; empty when it is neither. Upper and lower case are one. */
    public static Optional<ZoneId> parse(String text) {
        String name = NumberText.trim(text).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        char first = name.charAt(0);
        if (first == '+' || first == '-') {
            return offset(name);
        }
        ZoneId named = NAMES.get(name);
        return named != null ? Optional.of(named) : posix(name);
    }

    /** {@code ABC+3}: POSIX counts hours west of Greenwich. */
    private static Optional<ZoneId> posix(String name) {
        int letters = 0;
        while (letters < name.length() && name.charAt(letters) >= 'a' && name.charAt(letters) <= 'z') {
            letters++;
        }
        if (letters < 3 || letters == name.length()) {
            return Optional.empty();
        }
        String rest = name.substring(letters);
        String east = switch (rest.charAt(0)) {
            case '+' -> "-" + rest.substring(1);
            case '-' -> "+" + rest.substring(1);
            default -> "-" + rest;
        };
        return offset(east);
    }

    /** Sign, then H, HH, HHMM, HHMMSS, H:MM or H:MM:SS. */
    private static Optional<ZoneId> offset(String text) {
        int[] parts = new int[3];
        int count = 0;
        int digits = 0;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' && digits > 0 && digits <= 2 && count < 2) {
                count++;
                digits = 0;
            } else if (c >= '0' && c <= '9' && digits < 6) {
                parts[count] = parts[count] * 10 + c - '0';
                digits++;
            } else {
                return Optional.empty();
            }
        }
        if (digits == 0 || digits > 2 && count > 0) {
            return Optional.empty();
        }
        if (digits > 4) {
            parts = new int[] {parts[0] / 10_000, parts[0] / 100 % 100, parts[0] % 100};
        } else if (digits > 2) {
            parts = new int[] {parts[0] / 100, parts[0] % 100, 0};
        }
        int seconds = (parts[0] * 60 + parts[1]) * 60 + parts[2];
        if (parts[1] > 59 || parts[2] > 59 || seconds >= MAX_OFFSET_SECONDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneOffset.ofTotalSeconds(text.charAt(0) == '-' ? -seconds : seconds));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
