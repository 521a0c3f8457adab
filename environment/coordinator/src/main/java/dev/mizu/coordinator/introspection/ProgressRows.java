package dev.mizu.coordinator.introspection;

import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.base.time.Clock;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.builtin.BuiltinTable;
import dev.mizu.catalog.builtin.BuiltinTables;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.controller.Collections;
import dev.mizu.controller.ComputeController;
import dev.mizu.controller.RunningExport;
import dev.mizu.coordinator.groupcommit.GroupCommit;
import dev.mizu.coordinator.groupcommit.RowUpdates;
import dev.mizu.coordinator.groupcommit.Shards;
import dev.mizu.coordinator.groupcommit.WriteRequest;
import dev.mizu.persist.update.Updates;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Interval;
import dev.mizu.repr.Row;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Feeds the builtin tables that tell how far users' collections are: frontiers, hydration, lag behind the clock. Looks
 * once per {@link #tick} and writes what changed since. One thread.
 */
public final class ProgressRows {
    private static final BuiltinTable LAGS = BuiltinTables.find("mz_wallclock_lag_history");
    private static final long LAG_INTERVAL_MILLIS = 60_000;
    private static final long LAG_KEPT_MILLIS = 24 * 3_600_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final GroupCommit commits;
    private final Clock clock;
    private final Sources sources;
    private final TableRows frontiers = new TableRows(BuiltinTables.find("mz_frontiers"));
    private final TableRows replicaFrontiers = new TableRows(BuiltinTables.find("mz_cluster_replica_frontiers"));
    private final TableRows dependencies = new TableRows(BuiltinTables.find("mz_compute_dependencies"));
    private final TableRows hydrationTimes = new TableRows(BuiltinTables.find("mz_compute_hydration_times"));
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Map<GlobalId, Long> sampled = new HashMap<>();
    private final Set<GlobalId> unknown = new HashSet<>();
    private final Map<Copy, Long> starts = new HashMap<>();
    private final Map<Copy, Long> hydrations = new HashMap<>();
    private long lastTickMillis;

    /** Where the facts come from. */
    public record Sources(Supplier<CatalogState> catalog, Collections collections, ComputeController compute) {}

    /** What one replica keeps of one export. */
    private record Copy(GlobalId id, ReplicaId replica) {}

    private record Sample(long millis, Row row) {}

    public ProgressRows(GroupCommit commits, Clock clock, Sources sources) {
        this.commits = commits;
        this.clock = clock;
        this.sources = sources;
        this.lastTickMillis = clock.epochMillis();
    }

    /** Writes what changed since the last call. Does not wait for the write. */
    public void tick() {
        long now = clock.epochMillis();
        Map<GlobalId, Long> uppers = new HashMap<>();
        Set<Row> frontierRows = new HashSet<>();
        for (ItemEntry item : sources.catalog().get().items()) {
            GlobalId id = item.id();
            if (id.kind() == GlobalId.Kind.USER) {
                sources.collections().frontiers(id).ifPresent(known -> {
                    uppers.put(id, known.upper());
                    frontierRows.add(Row.of(text(id), frontier(known.since()), frontier(known.upper())));
                });
            }
        }
        List<RunningExport> running = sources.compute().running().stream()
                .filter(export -> export.id().kind() == GlobalId.Kind.USER).toList();
        Map<BuiltinTable, RowUpdates> changes = new HashMap<>();
        changes.put(frontiers.table(), frontiers.become(frontierRows));
        changes.put(replicaFrontiers.table(), replicaFrontiers.become(replicaFrontierRows(running)));
        changes.put(dependencies.table(), dependencies.become(dependencyRows(running)));
        changes.put(hydrationTimes.table(), hydrationTimes.become(hydrationRows(running, now)));
        changes.put(LAGS, lagUpdates(uppers, now));
        write(changes);
        lastTickMillis = now;
    }

    private static Datum text(Object id) {
        return Datum.of(id.toString());
    }

    /** A closed frontier is NULL: there is no time any more. */
    private static Datum frontier(long time) {
        return time == Timestamps.CLOSED ? Datum.NULL : Datum.of(time);
    }

    private static Set<Row> replicaFrontierRows(List<RunningExport> running) {
        Set<Row> rows = new HashSet<>();
        running.forEach(export -> export.replicas().forEach((replica, progress) ->
                rows.add(Row.of(text(export.id()), text(replica), frontier(progress.upper())))));
        return rows;
    }

    private static Set<Row> dependencyRows(List<RunningExport> running) {
        Set<Row> rows = new HashSet<>();
        running.forEach(export -> export.imports().forEach(input ->
                rows.add(Row.of(text(export.id()), text(input)))));
        return rows;
    }

    /** Hydration began after the tick that did not know of the copy yet, so times are a tick too long at most. */
    private Set<Row> hydrationRows(List<RunningExport> running, long now) {
        Set<Row> rows = new HashSet<>();
        Set<Copy> copies = new HashSet<>();
        for (RunningExport export : running) {
            export.replicas().forEach((replica, progress) -> {
                Copy copy = new Copy(export.id(), replica);
                copies.add(copy);
                starts.putIfAbsent(copy, lastTickMillis);
                if (progress.hydrated()) {
                    hydrations.putIfAbsent(copy, now - starts.get(copy));
                } else if (hydrations.remove(copy) != null) {
                    // The replica came back and starts over.
                    starts.put(copy, lastTickMillis);
                }
                Long millis = hydrations.get(copy);
                rows.add(Row.of(text(replica), text(export.id()),
                        millis == null ? Datum.NULL : Datum.of(millis * NANOS_PER_MILLI)));
            });
        }
        starts.keySet().retainAll(copies);
        hydrations.keySet().retainAll(copies);
        return rows;
    }

    /** A sample a minute of each collection, and one as soon as it is there and as soon as it has a frontier. */
    private RowUpdates lagUpdates(Map<GlobalId, Long> uppers, long now) {
        RowUpdates updates = new RowUpdates();
        sampled.keySet().retainAll(uppers.keySet());
        unknown.retainAll(uppers.keySet());
        uppers.forEach((id, upper) -> {
            Long last = sampled.get(id);
            boolean firstKnown = upper != Timestamps.MIN && unknown.remove(id);
            if (last == null || firstKnown || now - last >= LAG_INTERVAL_MILLIS) {
                sampled.put(id, now);
                if (upper == Timestamps.MIN) {
                    unknown.add(id);
                }
                Row row = Row.of(text(id), Datum.NULL, lag(upper, now), Datum.of(now * 1_000));
                samples.addLast(new Sample(now, row));
                updates.add(row, 1);
            }
        });
        while (!samples.isEmpty() && samples.getFirst().millis() < now - LAG_KEPT_MILLIS) {
            updates.add(samples.removeFirst().row(), -1);
        }
        return updates;
    }

    /** How far the last complete time is behind the clock; NULL while there is none. */
    private static Datum lag(long upper, long now) {
        if (upper == Timestamps.MIN) {
            return Datum.NULL;
        }
        long behind = upper == Timestamps.CLOSED ? 0 : Math.max(0, now - (upper - 1));
        return new Datum.IntervalDatum(new Interval(0, 0, behind / 1_000 * 1_000_000));
    }

    private void write(Map<BuiltinTable, RowUpdates> changes) {
        Map<ShardRef, List<Updates>> writes = new HashMap<>();
        changes.forEach((table, updates) -> {
            if (!updates.isEmpty()) {
                writes.put(Shards.ref(table.shard()), updates.take());
            }
        });
        if (!writes.isEmpty()) {
            try {
                commits.submit(WriteRequest.of(writes));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
