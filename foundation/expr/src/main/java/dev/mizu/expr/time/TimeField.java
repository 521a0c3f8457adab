package dev.mizu.expr.time;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A field of a date, a time or an interval, by the names that users write. */
public enum TimeField {
    MILLENNIUM("millennium", "millennia", "mil", "mils"),
    CENTURY("century", "centuries", "cent", "c"),
    DECADE("decade", "decades", "dec", "decs"),
    YEAR("year", "years", "yr", "yrs", "y"),
    QUARTER("quarter", "qtr"),
    MONTH("month", "months", "mon", "mons"),
    WEEK("week", "weeks", "w"),
    DAY("day", "days", "d"),
    DOW("dow"),
    ISODOW("isodow"),
    DOY("doy"),
    HOUR("hour", "hours", "hr", "hrs", "h"),
    MINUTE("minute", "minutes", "min", "mins", "m"),
    SECOND("second", "seconds", "sec", "secs", "s"),
    MILLISECONDS("milliseconds", "millisecond", "msec", "msecs", "ms"),
    MICROSECONDS("microseconds", "microsecond", "usec", "usecs", "us"),
    EPOCH("epoch");

    private static final Map<String, TimeField> BY_NAME = new HashMap<>();

    static {
        for (TimeField field : values()) {
            for (String name : field.names) {
                BY_NAME.put(name, field);
            }
        }
    }

    private final String[] names;

    TimeField(String... names) {
        this.names = names;
    }

    /** The field of a name, in any case; raises {@link EvalException} for others. */
    public static TimeField of(String name) {
        TimeField field = BY_NAME.get(name.trim().toLowerCase(Locale.ROOT));
        if (field == null) {
            throw new EvalException(SqlState.INVALID_PARAMETER_VALUE, "invalid units in string: '" + name + '\'');
        }
        return field;
    }

    /** The error that a type has no such field. */
    EvalException unsupported(String type) {
        return new EvalException(
                SqlState.FEATURE_NOT_SUPPORTED, "unit '" + names[0] + "' not supported for type " + type);
    }
}
