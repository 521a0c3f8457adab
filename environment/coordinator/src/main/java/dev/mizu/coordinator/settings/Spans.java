package dev.mizu.coordinator.settings;

import java.util.Optional;

/** Spans of time as variables write them: a number and a unit, milliseconds without one. In microseconds here. */
public final class Spans {
    private static final String[] UNITS = {"d", "h", "min", "s", "ms", "us"};
    private static final long[] MICROS = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L, 1L};
    private static final String MILLISECONDS = "ms";

    private Spans() {}

    public static Optional<Long> parse(String text) {
        Quantity quantity = Quantity.of(text);
        String unit = quantity.unit().isEmpty() ? MILLISECONDS : quantity.unit();
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return quantity.times(MICROS[i]);
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
        return "0 s";
    }
}
