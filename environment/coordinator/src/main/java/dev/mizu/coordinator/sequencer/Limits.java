package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.time.Clock;
import dev.mizu.coordinator.session.SessionSettings;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.settings.Sizes;
import dev.mizu.coordinator.settings.Spans;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Json;
import dev.mizu.repr.Row;
import java.util.List;
import java.util.OptionalLong;

/** What a session's variables allow its statements: time and size. */
final class Limits {
    private static final String TIMEOUT = "statement_timeout";
    private static final String RESULT_SIZE = "max_query_result_size";
    private static final long NANOS_PER_MICRO = 1_000;
    /** Of a datum, besides its variable part. */
    private static final long DATUM_BYTES = 8;

    private Limits() {}

    /** Limits the read phase of a write. */
    static void ofWrite(SessionState session, Clock clock) {
        session.endBy(deadline(session.settings(), clock));
    }

    /**
     * Limits a SELECT when somebody asked for a limit, as PostgreSQL's users expect; the built-in default is about
     * writes alone.
     */
    static void ofSelect(SessionState session, Clock clock) {
        if (session.settings().given(TIMEOUT)) {
            session.endBy(deadline(session.settings(), clock));
        }
    }

    private static OptionalLong deadline(SessionSettings settings, Clock clock) {
        long micros = Spans.parse(settings.get(TIMEOUT)).orElseThrow();
        return micros == 0 ? OptionalLong.empty()
                : OptionalLong.of(clock.nanoTime() + Math.min(micros, Long.MAX_VALUE / 2 / NANOS_PER_MICRO)
                        * NANOS_PER_MICRO);
    }

    /** Nanoseconds that are left of the running statement; not positive when its time is over. */
    static OptionalLong left(SessionState session, Clock clock) {
        return session.deadline().isEmpty() ? OptionalLong.empty()
                : OptionalLong.of(session.deadline().getAsLong() - clock.nanoTime());
    }

    static SqlException timedOut() {
        return new SqlException(SqlState.QUERY_CANCELED, "canceling statement due to statement timeout");
    }

    /** Refuses rows that are more than a client may be sent at once. */
    static List<Row> checkSize(List<Row> rows, SessionState session) {
        String limit = session.settings().get(RESULT_SIZE);
        long left = Sizes.parse(limit).orElseThrow();
        for (Row row : rows) {
            for (Datum datum : row.datums()) {
                left -= bytes(datum);
            }
            if (left < 0) {
                throw new SqlException(SqlState.RESULT_TOO_LARGE, "result exceeds max size of " + limit);
            }
        }
        return rows;
    }

    private static long bytes(Datum datum) {
        return switch (datum) {
            case Datum.Text text -> DATUM_BYTES + text.value().length();
            case Datum.Bytes bytes -> DATUM_BYTES + bytes.value().length;
            case Datum.JsonDatum json -> bytes(json.value());
            case Datum.Array array -> DATUM_BYTES + bytes(array.elements());
            case Datum.ListDatum list -> DATUM_BYTES + bytes(list.elements());
            case Datum.Record row -> DATUM_BYTES + bytes(row.fields());
            case Datum.MapDatum map -> {
                long sum = DATUM_BYTES;
                for (var entry : map.entries().entrySet()) {
                    sum += entry.getKey().length() + bytes(entry.getValue());
                }
                yield sum;
            }
            default -> DATUM_BYTES;
        };
    }

    private static long bytes(Json json) {
        return switch (json) {
            case Json.Str text -> DATUM_BYTES + text.value().length();
            case Json.Arr array -> {
                long sum = DATUM_BYTES;
                for (Json element : array.elements()) {
                    sum += bytes(element);
                }
                yield sum;
            }
            case Json.Obj object -> {
                long sum = DATUM_BYTES;
                for (var field : object.fields().entrySet()) {
                    sum += field.getKey().length() + bytes(field.getValue());
                }
                yield sum;
            }
            default -> DATUM_BYTES;
        };
    }

    private static long bytes(List<Datum> datums) {
        long sum = 0;
        for (Datum datum : datums) {
            sum += bytes(datum);
        }
        return sum;
    }
}
