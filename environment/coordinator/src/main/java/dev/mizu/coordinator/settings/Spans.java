package dev.mizu.coordinator.settings;

import java.util.Locale;
import java.util.Optional;

/** Spans of time as variables write them: a number and a unit, milliseconds without one. In microseconds here. */
public final class Spans {
    private static final String[] UNITS = {"d", "h", "min", "s", "ms", "us"};
    private static final long[] MICROS = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L, 1L};

    private Spans() {}

    public static Optional<Long> parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < trimmed.length() && Character.isDigit(trimmed.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > 15) {
            return Optional.empty();
        }
        long number = Long.parseLong(trimmed, 0, digits, 10);
        String unit = trimmed.substring(digits).strip();
        if (unit.isEmpty()) {
            return Optional.of(number * 1_000);
        }
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return Optional.of(Math.multiplyExact(number, MICROS[i]));
            }
        }
        return Optional.empty();
    }

    /** In the largest unit that is exact. */
    public static String print(long micros) {
        for (int i = 0; i < UNITS.length; i++) {
            if (micros != 0 && micros % MICROS[i] == 0) {
                return micros / MICROS[i] + " " + UNITS[i];
            }
        }
        return "0";
    }
}
