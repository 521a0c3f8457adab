package dev.mizu.coordinator.introspection;

import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.base.concurrent.Promise;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.time.Clock;
import dev.mizu.catalog.builtin.BuiltinTable;
import dev.mizu.catalog.builtin.BuiltinTables;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.controller.IngestionReport;
import dev.mizu.coordinator.groupcommit.GroupCommit;
import dev.mizu.coordinator.groupcommit.RowUpdates;
import dev.mizu.coordinator.groupcommit.Shards;
import dev.mizu.coordinator.groupcommit.WriteOutcome;
import dev.mizu.coordinator.groupcommit.WriteRequest;
import dev.mizu.persist.update.Updates;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Interval;
import dev.mizu.repr.Json;
import dev.mizu.repr.Row;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Feeds the builtin tables that tell of sessions, replicas and sources. Owns the rows that are there, to take them
 * back; thread-safe. Rows are written by group commit, in the order of the calls.
 */
public final class RegionRows {
    private static final int STATUSES_KEPT = 5;
    /** Comings and goings of one replica. */
    private static final int EVENTS_KEPT = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final BuiltinTable SESSIONS = BuiltinTables.find("mz_sessions");
    private static final BuiltinTable SUBSCRIPTIONS = BuiltinTables.find("mz_subscriptions");
    private static final BuiltinTable SOURCE_STATUSES = BuiltinTables.find("mz_source_status_history");
    private static final BuiltinTable SOURCE_STATISTICS = BuiltinTables.find("mz_source_statistics_raw");
    private static final BuiltinTable REPLICA_STATUSES = BuiltinTables.find("mz_cluster_replica_status_history");

    private final GroupCommit commits;
    private final Clock clock;
    private final Exclusive section = new Exclusive();
    private final Map<GlobalId, Source> sources = new HashMap<>();
    private final Map<ReplicaId, Deque<Row>> replicas = new HashMap<>();

    /** What is told of one source. */
    private static final class Source {
        private final Deque<Row> statuses = new ArrayDeque<>();
        private Optional<Row> statistics = Optional.empty();
        private Optional<Long> startedMillis = Optional.empty();
        private Optional<Long> runningMillis = Optional.empty();
    }

    /** An open session. */
    public record SessionRow(UUID id, int connectionId, RoleId role, String clientAddress, long startMillis) {
        private Row row() {
            return Row.of(new Datum.UuidDatum(id), Datum.of(connectionId), Datum.of(role.toString()),
                    clientAddress.isEmpty() ? Datum.NULL : Datum.of(clientAddress), instant(startMillis));
        }
    }

    public RegionRows(GroupCommit commits, Clock clock) {
        this.commits = commits;
        this.clock = clock;
    }

    private static Datum instant(long epochMillis) {
        return Datum.of(epochMillis * 1_000);
    }

    /** A session opens; it finds itself in the table as soon as this returns, unless commits are slow. */
    public void opened(SessionRow session) {
        try {
            write(SESSIONS, List.of(new Change(session.row(), 1))).await(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void closed(SessionRow session) {
        write(SESSIONS, List.of(new Change(session.row(), -1)));
    }

    /** A running SUBSCRIBE, and the items that it reads. */
    public record SubscriptionRow(
            GlobalId id, UUID session, ClusterId cluster, long startMillis, List<GlobalId> reads) {
        private Row row() {
            return Row.of(Datum.of(id.toString()), new Datum.UuidDatum(session), Datum.of(cluster.toString()),
                    instant(startMillis),
                    new Datum.ListDatum(reads.stream().map(read -> Datum.of(read.toString())).toList()));
        }
    }

    public void subscribed(SubscriptionRow subscription) {
        write(SUBSCRIPTIONS, List.of(new Change(subscription.row(), 1)));
    }

    public void unsubscribed(SubscriptionRow subscription) {
        write(SUBSCRIPTIONS, List.of(new Change(subscription.row(), -1)));
    }

    /** A replica is there, or not at the moment. */
    public void replica(ReplicaId replica, boolean online, String reason) {
        Row row = Row.of(Datum.of(replica.toString()), Datum.of(0), Datum.of(online ? "online" : "offline"),
                reason.isEmpty() ? Datum.NULL : Datum.of(reason), instant(clock.epochMillis()));
        section.run(() -> {
            List<Change> changes = new ArrayList<>(List.of(new Change(row, 1)));
            Deque<Row> events = replicas.computeIfAbsent(replica, id -> new ArrayDeque<>());
            events.addLast(row);
            if (events.size() > EVENTS_KEPT) {
                changes.add(new Change(events.removeFirst(), -1));
            }
            write(REPLICA_STATUSES, changes);
        });
    }

    /** A replica is gone for good. */
    public void gone(ReplicaId replica) {
        section.run(() -> {
            Deque<Row> events = replicas.remove(replica);
            if (events != null) {
                write(REPLICA_STATUSES, events.stream().map(row -> new Change(row, -1)).toList());
            }
        });
    }

    /** What an ingestion says of itself. */
    public void source(IngestionReport report) {
        section.run(() -> {
            switch (report) {
                case IngestionReport.StatusChange change -> status(change);
                case IngestionReport.Statistics statistics -> statistics(statistics);
            }
        });
    }

    /** A source is dropped; nothing is told of it any more. */
    public void dropped(GlobalId source) {
        section.run(() -> {
            Source known = sources.remove(source);
            if (known != null) {
                write(SOURCE_STATUSES, known.statuses.stream().map(row -> new Change(row, -1)).toList());
                known.statistics.ifPresent(row -> write(SOURCE_STATISTICS, List.of(new Change(row, -1))));
            }
        });
    }

    private void status(IngestionReport.StatusChange change) {
        Source source = sources.computeIfAbsent(change.source(), id -> new Source());
        switch (change.status()) {
            case STARTING -> source.startedMillis = Optional.of(change.epochMillis());
            case RUNNING -> source.runningMillis = source.runningMillis.or(() -> Optional.of(change.epochMillis()));
            case STALLED, PAUSED, CEASED -> { }
        }
        Row row = Row.of(instant(change.epochMillis()), Datum.of(change.source().toString()),
                Datum.of(change.status().name().toLowerCase(Locale.ROOT)),
                change.error().isEmpty() ? Datum.NULL : Datum.of(change.error()), details(change), Datum.NULL);
        List<Change> changes = new ArrayList<>(List.of(new Change(row, 1)));
        source.statuses.addLast(row);
        if (source.statuses.size() > STATUSES_KEPT) {
            changes.add(new Change(source.statuses.removeFirst(), -1));
        }
        write(SOURCE_STATUSES, changes);
    }

    private static Datum details(IngestionReport.StatusChange change) {
        if (change.hint().isEmpty()) {
            return Datum.NULL;
        }
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("hints", new Json.Arr(List.of(new Json.Str(change.hint()))));
        return new Datum.JsonDatum(new Json.Obj(members));
    }

    private void statistics(IngestionReport.Statistics statistics) {
        Source source = sources.computeIfAbsent(statistics.source(), id -> new Source());
        IngestionReport.Counters counters = statistics.counters();
        Datum latency = source.startedMillis.<Datum>flatMap(started -> source.runningMillis.map(running ->
                new Datum.IntervalDatum(new Interval(0, 0, Math.max(0, running - started) * 1_000))))
                .orElse(Datum.NULL);
        Row row = Row.of(Datum.of(statistics.source().toString()), Datum.NULL,
                Datum.of(counters.messagesReceived()), Datum.of(counters.bytesReceived()),
                Datum.of(counters.updatesStaged()), Datum.of(counters.updatesCommitted()),
                Datum.of(0), Datum.of(0), latency, Datum.NULL, Datum.NULL,
                Datum.of(source.runningMillis.isPresent()), Datum.of(counters.offsetKnown()),
                Datum.of(counters.offsetCommitted()));
        List<Change> changes = new ArrayList<>(List.of(new Change(row, 1)));
        source.statistics.ifPresent(old -> changes.add(new Change(old, -1)));
        source.statistics = Optional.of(row);
        write(SOURCE_STATISTICS, changes);
    }

    private record Change(Row row, long diff) {}

    private Promise<WriteOutcome> write(BuiltinTable table, List<Change> changes) {
        RowUpdates rows = new RowUpdates();
        changes.forEach(change -> rows.add(change.row(), change.diff()));
        Map<ShardRef, List<Updates>> writes = Map.of(Shards.ref(table.shard()), rows.take());
        try {
            return commits.submit(WriteRequest.of(writes));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Promise<>();
        }
    }
}
