package dev.mizu.expr.time;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.repr.Interval;
import dev.mizu.repr.text.TimeZones;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Shifts between instants and the wall clocks of zones. */
public final class Zones {
    private Zones() {}

    /**
     * The zone of a name; raises {@link EvalException} when there is none. A bare offset counts hours west of
     * Greenwich, as POSIX does: unlike the offset of a timestamp's text.
     */
    public static ZoneId named(String name) {
        String east = name.startsWith("+") ? '-' + name.substring(1)
                : name.startsWith("-") ? '+' + name.substring(1) : name;
        return TimeZones.parse(east).orElseThrow(() -> new EvalException(
                SqlState.INVALID_PARAMETER_VALUE, "invalid time zone '" + name + '\''));
    }

    /** What a zone's wall clock shows at an instant. */
    public static long toLocal(ZoneId zone, long micros) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
        return TimeMath.checked(micros + zone.getRules().getOffset(instant).getTotalSeconds() * 1_000_000L);
    }

    /** The instant at which a zone's wall clock shows a time: the standard one when it shows it twice. */
    public static long toInstant(ZoneId zone, long micros) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), 0, ZoneOffset.UTC);
        var offsets = zone.getRules().getValidOffsets(local);
        // In a gap the clock is read as if it had not been put forward yet.
        ZoneOffset offset = offsets.isEmpty()
                ? zone.getRules().getTransition(local).getOffsetBefore() : offsets.getLast();
        return TimeMath.checked(micros - offset.getTotalSeconds() * 1_000_000L);
    }

    /** The microseconds that an interval puts a zone east of Greenwich. */
    public static long offset(Interval interval) {
        if (interval.months() != 0) {
            throw new EvalException(SqlState.INVALID_PARAMETER_VALUE,
                    "interval time zone must not include months or years");
        }
        return interval.days() * 86_400_000_000L + interval.micros();
    }
}
