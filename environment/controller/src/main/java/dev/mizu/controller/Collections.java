package dev.mizu.controller;

import dev.mizu.base.Check;
import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.base.id.GlobalId;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Every collection's read frontier, and the holds that keep it back. A since moves only in {@link #compact}, so a hold
 * taken at a since is good at once. Owns the sinces, under one short section; thread-safe.
 */
public final class Collections {
    /** How far a since may come behind the upper when nobody holds it, in milliseconds. */
    public static final long DEFAULT_HISTORY_MILLIS = 1_000;

    private final Exclusive section = new Exclusive();
    private final Map<GlobalId, State> states = new HashMap<>();

    private static final class State {
        private final LongSupplier upper;
        private final long historyMillis;
        private final TreeMap<Long, Integer> holds = new TreeMap<>();
        private long since;

        State(LongSupplier upper, long since, long historyMillis) {
            this.upper = upper;
            this.since = since;
            this.historyMillis = historyMillis;
        }

        long allowedSince(long frontier) {
            long wanted = frontier == Timestamps.CLOSED ? since : frontier - 1 - historyMillis;
            return holds.isEmpty() ? wanted : Math.min(wanted, holds.firstKey());
        }
    }

    /** A since that moved. */
    public record Compaction(GlobalId id, long since) {}

    Exclusive section() {
        return section;
    }

    /** Makes a collection known. {@code upper} must be cheap and callable from any thread. */
    public void register(GlobalId id, long since, LongSupplier upper, long historyMillis) {
        section.run(() -> {
            Check.that(!states.containsKey(id), "collection %s is known already", id);
            states.put(id, new State(upper, since, historyMillis));
        });
    }

    /** Forgets a collection; holds on it lose their meaning. */
    public void forget(GlobalId id) {
        section.run(() -> states.remove(id));
    }

    public boolean knows(GlobalId id) {
        return section.get(() -> states.containsKey(id));
    }

    public long since(GlobalId id) {
        return section.get(() -> state(id).since);
    }

    public long upper(GlobalId id) {
        return section.get(() -> state(id)).upper.getAsLong();
    }

    /** From where on a collection is readable, and the first time at which it is not complete. */
    public record Frontiers(long since, long upper) {}

    /** Those of a collection; empty when it is not known, or not any more. */
    public Optional<Frontiers> frontiers(GlobalId id) {
        record Known(long since, LongSupplier upper) {}
        return section.get(() -> Optional.ofNullable(states.get(id)).map(s -> new Known(s.since, s.upper)))
                .map(known -> new Frontiers(known.since(), known.upper().getAsLong()));
    }

    /** A collection that has no history before a time: it is readable from there on. */
    public void startAt(GlobalId id, long since) {
        section.run(() -> state(id).since = Math.max(state(id).since, since));
    }

    /** Holds all collections at the least time that all are readable from. Empty when one of them is gone. */
    public Optional<ReadHold> acquire(Set<GlobalId> ids) {
        return acquire(ids, Timestamps.MIN);
    }

    /** The same, at {@code atLeast} or later. */
    public Optional<ReadHold> acquire(Set<GlobalId> ids, long atLeast) {
        return section.get(() -> {
            long time = atLeast;
            for (GlobalId id : ids) {
                State state = states.get(id);
                if (state == null) {
                    return Optional.empty();
                }
                time = Math.max(time, state.since);
            }
            for (GlobalId id : ids) {
                state(id).holds.merge(time, 1, Integer::sum);
            }
            return Optional.of(new ReadHold(this, ids, time));
        });
    }

    void moveHold(Set<GlobalId> ids, long from, long to) {
        for (GlobalId id : ids) {
            State state = states.get(id);
            if (state != null) {
                state.holds.merge(to, 1, Integer::sum);
            }
        }
        dropHold(ids, from);
    }

    void dropHold(Set<GlobalId> ids, long time) {
        for (GlobalId id : ids) {
            State state = states.get(id);
            if (state != null) {
                state.holds.computeIfPresent(time, (t, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /**
     * Moves every since as far as history and holds allow; gives those that moved. Uppers are asked outside of the
     * section: who gives them may be holding its own, and letting go of a hold inside it.
     */
    public List<Compaction> compact() {
        Map<GlobalId, State> known = section.get(() -> new HashMap<>(states));
        Map<GlobalId, Long> frontiers = new HashMap<>();
        known.forEach((id, state) -> frontiers.put(id, state.upper.getAsLong()));
        return section.get(() -> {
            List<Compaction> moved = new ArrayList<>();
            known.forEach((id, state) -> {
                long allowed = state.allowedSince(frontiers.getOrDefault(id, Timestamps.MIN));
                if (states.containsKey(id) && allowed > state.since) {
                    state.since = allowed;
                    moved.add(new Compaction(id, allowed));
                }
            });
            return moved;
        });
    }

    private State state(GlobalId id) {
        State state = states.get(id);
        if (state == null) {
            throw Check.unreachable("collection " + id + " is not known");
        }
        return state;
    }
}
