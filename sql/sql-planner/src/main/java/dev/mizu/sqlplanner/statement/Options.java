package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Interval;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.TextFormatException;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A statement's options by name. What is not taken is not supported: {@link #finish} says so. */
final class Options {
    static final String RETAIN_HISTORY = "RETAIN HISTORY";
    private static final long HISTORY_MILLIS_MIN = 1000;
    private static final long MILLIS_PER_DAY = 24L * 60 * 60 * 1000;

    private final String statement;
    private final Map<String, Option> left = new HashMap<>();

    /** {@code statement} is named in errors, for example {@code CREATE SOURCE}. */
    Options(String statement, List<Option> options) {
        this.statement = statement;
        for (Option option : options) {
            if (left.put(option.name(), option) != null) {
                throw StatementContext.error(SqlState.SYNTAX_ERROR,
                        option.name() + " specified more than once", option.position());
            }
        }
    }

    Optional<Option> take(String name) {
        return Optional.ofNullable(left.remove(name));
    }

    /** The value of an option; a bare one has none. */
    Optional<OptionValue> value(String name) {
        return take(name).map(option -> option.value().orElseThrow(() -> StatementContext.error(
                SqlState.INVALID_PARAMETER_VALUE, name + " requires a value", option.position())));
    }

    Optional<String> text(String name) {
        return value(name).map(value -> text(name, value));
    }

    /** A string, a bare word or a number, as text. */
    static String text(String name, OptionValue value) {
        return switch (value) {
            case OptionValue.Constant(Literal.Text(String text, int at), int position) -> text;
            case OptionValue.Constant(Literal.Number(String text, int at), int position) -> text;
            case OptionValue.Name n when n.name().parts().size() == 1 -> n.name().last().value();
            default -> throw invalid(name, "expected a string", value.position());
        };
    }

    boolean flag(String name, boolean otherwise) {
        return flag(name).orElse(otherwise);
    }

    /** Whether it is set, if it is there; a bare one is. */
    Optional<Boolean> flag(String name) {
        return take(name).map(option -> option.value().isEmpty() || isTrue(name, option.value().get()));
    }

    private static boolean isTrue(String name, OptionValue written) {
        return switch (written) {
            case OptionValue.Constant(Literal.Bool(boolean value, int at), int position) -> value;
            case OptionValue other -> switch (text(name, other).toLowerCase(Locale.ROOT)) {
                case "true", "on", "t" -> true;
                case "false", "off", "f" -> false;
                default -> throw invalid(name, "expected a boolean", other.position());
            };
        };
    }

    OptionalLong number(String name) {
        Optional<OptionValue> value = value(name);
        return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(name, value.get()));
    }

    static long number(String name, OptionValue value) {
        try {
            return Long.parseLong(text(name, value));
        } catch (NumberFormatException e) {
            throw invalid(name, "expected an integer", value.position());
        }
    }

    /** Milliseconds of a duration such as {@code '1s'}; months are no duration. */
    OptionalLong millis(String name) {
        Optional<OptionValue> value = value(name);
        return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(millis(name, value.get()));
    }

    static long millis(String name, OptionValue value) {
        String text = value instanceof OptionValue.Constant(Literal.Interval interval, int position)
                ? interval.text() : text(name, value);
        try {
            Datum parsed = DatumText.parse(SimpleType.INTERVAL, text);
            if (parsed instanceof Datum.IntervalDatum(Interval interval) && interval.months() == 0) {
                return interval.days() * MILLIS_PER_DAY + interval.micros() / 1000;
            }
        } catch (TextFormatException e) {
            throw invalid(name, "invalid duration: " + text, value.position());
        }
        throw invalid(name, "invalid duration: " + text, value.position());
    }

    /** {@code RETAIN HISTORY FOR '..'} in milliseconds. */
    OptionalLong history() {
        Optional<OptionValue> value = value(RETAIN_HISTORY);
        return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(history(value.get()));
    }

    static long history(OptionValue value) {
        OptionValue duration = value instanceof OptionValue.For(OptionValue span, int position) ? span : value;
        long millis = millis(RETAIN_HISTORY, duration);
        if (millis < HISTORY_MILLIS_MIN) {
            throw invalid(RETAIN_HISTORY, "must be at least one second", duration.position());
        }
        return millis;
    }

    /** Fails when an option was not taken. */
    void finish() {
        left.values().stream().findFirst().ifPresent(option -> {
            throw StatementContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    statement + " option " + option.name() + " is not supported", option.position());
        });
    }

    static SqlException invalid(String name, String why, int position) {
        return StatementContext.error(SqlState.INVALID_PARAMETER_VALUE, "invalid " + name + ": " + why, position);
    }
}
