package dev.mizu.coordinator.settings;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import java.util.List;
import java.util.Locale;

/**
 * A parameter that SET and SHOW know.
 *
 * @param name as SHOW prints it; found in any case
 * @param initial the built-in default, as SHOW prints it
 * @param reported whether clients are told of changes
 */
public record Variable(String name, String initial, Kind kind, boolean reported, String doc) {
    /** What values a variable takes. */
    public sealed interface Kind {
        /** on or off. */
        record Bool() implements Kind {}

        /** A number of at least {@code least}. */
        record Whole(long least) implements Kind {}

        /** Any text. */
        record Text() implements Kind {}

        /** One of some words, in any case. */
        record Words(List<String> allowed) implements Kind {}

        /** Names separated by commas. */
        record Names() implements Kind {}

        /** A span of time. */
        record Span() implements Kind {}

        /** A number of bytes. */
        record Size() implements Kind {}

        /** Only the default is allowed. */
        record Fixed() implements Kind {}

        /** Nobody sets it. */
        record ReadOnly() implements Kind {}
    }

    /** The value as SHOW prints it, or an error 22023 or 55P02. */
    public String parse(List<String> values) {
        String text = String.join(", ", values);
        return switch (kind) {
            case Kind.Bool b -> bool(text);
            case Kind.Whole w -> whole(text, w.least());
            case Kind.Text t -> values.size() == 1 ? values.get(0) : text;
            case Kind.Words w -> w.allowed().stream().filter(word -> word.equalsIgnoreCase(text)).findFirst()
                    .orElseThrow(() -> invalid(text, "available values: " + String.join(", ", w.allowed())));
            case Kind.Names n -> String.join(", ", values.stream().map(String::strip).toList());
            case Kind.Span s -> Spans.print(Spans.parse(text).orElseThrow(() -> invalid(text,
                    "use a number and one of the units us, ms, s, min, h, d")));
            case Kind.Size s -> text;
            case Kind.Fixed f -> {
                if (!text.equalsIgnoreCase(initial)) {
                    throw SqlError.of(SqlState.INVALID_PARAMETER_VALUE,
                            "parameter \"" + name + "\" can only be set to \"" + initial + "\"").toException();
                }
                yield initial;
            }
            case Kind.ReadOnly r -> throw new SqlException(SqlState.CANNOT_CHANGE_PARAMETER,
                    "parameter \"" + name + "\" cannot be changed");
        };
    }

    private String bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "t", "true", "on", "yes", "1" -> "on";
            case "f", "false", "off", "no", "0" -> "off";
            default -> throw SqlError.of(SqlState.INVALID_PARAMETER_VALUE,
                    "parameter \"" + name + "\" requires a \"boolean\" value").toException();
        };
    }

    private String whole(String text, long least) {
        try {
            long value = Long.parseLong(text.strip());
            if (value >= least) {
                return Long.toString(value);
            }
        } catch (NumberFormatException e) {
            throw invalid(text, "a whole number is wanted");
        }
        throw invalid(text, "at least " + least + " is wanted");
    }

    private SqlException invalid(String text, String hint) {
        return SqlError.of(SqlState.INVALID_PARAMETER_VALUE,
                "invalid value for parameter \"" + name + "\": \"" + text + "\"").withHint(hint).toException();
    }
}
