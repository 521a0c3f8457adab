package dev.mizu.coordinator.settings;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A parameter that SET and SHOW know.
 *
 * @param name as SHOW prints it; found in any case
 * @param initial the built-in default, as SHOW prints it
 * @param reported whether clients are told of changes
 */
public record Variable(String name, String initial, Kind kind, boolean reported, String doc) {
    private static final Kind.Words ISOLATION_LEVELS = words("strict serializable", "serializable",
            "strong session serializable", "repeatable read", "read committed", "read uncommitted");

    /** What values a variable takes. */
    public sealed interface Kind {
        /** on or off. */
        record Bool() implements Kind {}

        /** A whole number within bounds. */
        record Whole(long least, long most) implements Kind {}

        /** A number from 0 to 1. */
        record Share() implements Kind {}

        /** A number, with or without a fraction. */
        record Decimal() implements Kind {}

        /** Any text. */
        record Text() implements Kind {}

        /** One of some words, in any case; by lower-case spelling, how SHOW prints them. */
        record Words(Map<String, String> printed) implements Kind {}

        /** A level of isolation, in lower case. */
        record Isolation() implements Kind {}

        /** PostgreSQL's style of dates: an output style and an order of fields. */
        record DateStyle() implements Kind {}

        /** Names separated by commas. */
        record Names() implements Kind {}

        /** A span of time. */
        record Span() implements Kind {}

        /** A number of bytes. */
        record Size() implements Kind {}

        /** Values are those of {@code kind}, or the empty text where there is none. */
        record Maybe(Kind kind) implements Kind {}

        /** Only the default is allowed. */
        record Fixed() implements Kind {}

        /** Nobody sets it. */
        record ReadOnly() implements Kind {}

        /** Values are those of {@code kind}, but there is nothing yet that any but the default could act on. */
        record Unbuilt(Kind kind) implements Kind {}
    }

    static Kind.Words words(String... words) {
        Map<String, String> printed = new LinkedHashMap<>();
        for (String word : words) {
            printed.put(word.toLowerCase(Locale.ROOT), word);
        }
        return new Kind.Words(printed);
    }

    /** The value as SHOW prints it, or an error 22023, 55P02 or 0A000. */
    public String parse(List<String> values) {
        return parse(kind, values);
    }

    private String parse(Kind as, List<String> values) {
        String text = String.join(", ", values);
        return switch (as) {
            case Kind.Bool b -> bool(text);
            case Kind.Whole w -> whole(text, w);
            case Kind.Share s -> share(text);
            case Kind.Decimal d -> decimal(text);
            case Kind.Text t -> values.size() == 1 ? values.get(0) : text;
            case Kind.Words w -> word(text, w);
            case Kind.Isolation i -> isolation(text);
            case Kind.DateStyle d -> dateStyle(text);
            case Kind.Names n -> NameLists.print(values.stream().flatMap(v -> NameLists.parse(v).stream()).toList());
            case Kind.Span s -> Spans.print(Spans.parse(text).orElseThrow(() -> invalid(text,
                    "Valid units for this parameter are \"us\", \"ms\", \"s\", \"min\", \"h\", and \"d\".")));
            case Kind.Size s -> Sizes.print(Sizes.parse(text).orElseThrow(() -> invalid(text,
                    "Valid units for this parameter are \"B\", \"kB\", \"MB\", \"GB\", and \"TB\".")));
            case Kind.Maybe(Kind inner) -> text.isBlank() ? "" : parse(inner, values);
            case Kind.Fixed f -> {
                if (!text.equalsIgnoreCase(initial)) {
                    throw new SqlException(SqlState.INVALID_PARAMETER_VALUE,
                            "parameter \"" + name + "\" can only be set to \"" + initial + "\"");
                }
                yield initial;
            }
            case Kind.ReadOnly r -> throw new SqlException(SqlState.CANNOT_CHANGE_PARAMETER,
                    "parameter \"" + name + "\" cannot be changed");
            case Kind.Unbuilt(Kind inner) -> {
                String value = parse(inner, values);
                if (!value.equals(initial)) {
                    throw SqlException.unsupported("setting \"" + name + "\" to \"" + value + "\"");
                }
                yield value;
            }
        };
    }

    private String bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "t", "true", "on", "yes", "1" -> "on";
            case "f", "false", "off", "no", "0" -> "off";
            default -> throw new SqlException(SqlState.INVALID_PARAMETER_VALUE,
                    "parameter \"" + name + "\" requires a Boolean value");
        };
    }

    private String whole(String text, Kind.Whole bounds) {
        long value;
        try {
            value = Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
        if (value < bounds.least() || value > bounds.most()) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, value
                    + " is outside the valid range for parameter \"" + name
                    + "\" (" + bounds.least() + " .. " + bounds.most() + ")");
        }
        return Long.toString(value);
    }

    private String decimal(String text) {
        try {
            return new BigDecimal(text.strip()).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
    }

    private String share(String text) {
        double value;
        try {
            value = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
        if (!(value >= 0 && value <= 1)) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE,
                    text.strip() + " is outside the valid range for parameter \"" + name + "\" (0 .. 1)");
        }
        return text.strip();
    }

    private String word(String text, Kind.Words words) {
        String printed = words.printed().get(text.toLowerCase(Locale.ROOT));
        if (printed == null) {
            throw invalid(text, "Available values: " + String.join(", ", words.printed().keySet()) + ".");
        }
        return printed;
    }

    private String isolation(String text) {
        String level = word(text, ISOLATION_LEVELS);
        if (level.equals("strong session serializable")) {
            throw SqlException.unsupported("setting \"" + name + "\" to \"" + level + "\"");
        }
        return level;
    }

    /** Words that PostgreSQL takes; those that ask for more than ISO output, month before day, are not built. */
    private String dateStyle(String text) {
        List<String> others = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            switch (word.strip().toLowerCase(Locale.ROOT)) {
                case "iso", "mdy", "us", "noneuropean", "default" -> { }
                case "german", "sql", "postgres", "dmy", "euro", "european", "ymd" -> others.add(word.strip());
                default -> throw invalid(text);
            }
        }
        if (!others.isEmpty()) {
            throw SqlException.unsupported("setting \"" + name + "\" to \"" + String.join(", ", others) + "\"");
        }
        return initial;
    }

    private SqlException invalid(String text) {
        return new SqlException(SqlState.INVALID_PARAMETER_VALUE,
                "invalid value for parameter \"" + name + "\": \"" + text + "\"");
    }

    private SqlException invalid(String text, String hint) {
        return SqlError.of(SqlState.INVALID_PARAMETER_VALUE,
                "invalid value for parameter \"" + name + "\": \"" + text + "\"").withHint(hint).toException();
    }
}
