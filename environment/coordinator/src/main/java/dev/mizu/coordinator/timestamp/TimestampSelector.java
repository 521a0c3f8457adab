package dev.mizu.coordinator.timestamp;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.controller.Collections;
import dev.mizu.controller.ReadHold;
import dev.mizu.oracle.TimestampOracle;
import dev.mizu.repr.time.Timestamps;
import java.util.OptionalLong;
import java.util.Set;

/** Chooses read times by isolation level. Thread-safe. */
public final class TimestampSelector {
    private final Collections collections;
    private final TimestampOracle oracle;

    public TimestampSelector(Collections collections, TimestampOracle oracle) {
        this.collections = collections;
        this.oracle = oracle;
    }

    /** What a statement asks of its time; {@code exactly} for AS OF, {@code atLeast} for AS OF AT LEAST. */
    public record Wish(OptionalLong exactly, OptionalLong atLeast) {
        public static final Wish NONE = new Wish(OptionalLong.empty(), OptionalLong.empty());
    }

    /**
     * Takes a hold on the inputs and chooses a time that they are, or will be, readable at.
     *
     * <p>Strict serializable: at least the oracle's read time, asked within this call. Any other level: the latest
     * time that all inputs have completed.
     */
    public ReadTime choose(Set<GlobalId> inputs, Wish wish, String isolation) {
        ReadHold hold = collections.acquire(inputs).orElseThrow(() -> new SqlException(
                SqlState.UNDEFINED_OBJECT, "a relation that the query reads was dropped concurrently"));
        try {
            long now = oracle.readTs();
            long complete = complete(inputs);
            long time;
            if (wish.exactly().isPresent()) {
                time = wish.exactly().getAsLong();
                if (time < hold.time()) {
                    throw SqlError.of(SqlState.DATA_EXCEPTION,
                                    "Timestamp (" + time + ") is not valid for all inputs")
                            .withDetail("The inputs are readable from " + hold.time() + " on.").toException();
                }
            } else if (isolation.equals("strict serializable") || inputs.isEmpty()) {
                time = Math.max(now, hold.time());
            } else {
                time = Math.max(hold.time(), complete == Timestamps.CLOSED ? now : complete);
            }
            time = Math.max(time, wish.atLeast().orElse(Timestamps.MIN));
            hold.downgrade(time);
            return new ReadTime(time, hold, now, complete);
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    private long complete(Set<GlobalId> inputs) {
        long complete = Timestamps.CLOSED;
        for (GlobalId id : inputs) {
            long upper = collections.upper(id);
            complete = Math.min(complete, upper == Timestamps.CLOSED || upper == 0 ? upper : upper - 1);
        }
        return complete;
    }
}
