package dev.mizu.coordinator.settings;

import java.util.Locale;
import java.util.Optional;

/** A whole number and what stands behind it, in lower case; no number when the text does not start with one. */
record Quantity(Optional<Long> number, String unit) {
    private static final int MOST_DIGITS = 18;

    static Quantity of(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < trimmed.length() && trimmed.charAt(digits) >= '0' && trimmed.charAt(digits) <= '9') {
            digits++;
        }
        Optional<Long> number = digits == 0 || digits > MOST_DIGITS ? Optional.empty()
                : Optional.of(Long.parseLong(trimmed, 0, digits, 10));
        return new Quantity(number, trimmed.substring(digits).strip());
    }

    /** The number in smaller units; empty when that is too large. */
    Optional<Long> times(long unitSize) {
        return number.filter(n -> n <= Long.MAX_VALUE / unitSize).map(n -> n * unitSize);
    }
}
