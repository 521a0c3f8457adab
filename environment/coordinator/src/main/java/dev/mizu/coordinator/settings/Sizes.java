package dev.mizu.coordinator.settings;

import java.util.Locale;
import java.util.Optional;

/** Numbers of bytes as variables write them: a number and a unit, bytes without one; units are powers of 1024. */
public final class Sizes {
    private static final String[] UNITS = {"TB", "GB", "MB", "kB", "B"};

    private Sizes() {}

    public static Optional<Long> parse(String text) {
        Quantity quantity = Quantity.of(text);
        if (quantity.number().isEmpty()) {
            return Optional.empty();
        }
        if (quantity.unit().isEmpty()) {
            return quantity.number();
        }
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].toLowerCase(Locale.ROOT).equals(quantity.unit())) {
                return quantity.times(1L << 10 * (UNITS.length - 1 - i));
            }
        }
        return Optional.empty();
    }

    /** In the largest unit that is exact. */
    public static String print(long bytes) {
        for (int i = 0; i < UNITS.length; i++) {
            long unit = 1L << 10 * (UNITS.length - 1 - i);
            if (bytes != 0 && bytes % unit == 0) {
                return bytes / unit + UNITS[i];
            }
        }
        return "0";
    }
}
