package dev.mizu.coordinator.sequencer;

import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.controller.Changes;
import dev.mizu.controller.Changes.Change;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Row;
import dev.mizu.repr.time.Timestamps;
import dev.mizu.sqlplanner.plan.QueryPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns changes into the rows that a SUBSCRIBE sends, in the form that was asked for. One thread. */
final class SubscribeOutput {
    private final QueryPlan.SubscribeOutput form;
    private final boolean progress;
    private final int arity;
    private final long until;
    private final Map<List<Datum>, Row> held = new HashMap<>();

    /** @param arity of the relation subscribed to; changes at {@code until} and later are not sent */
    SubscribeOutput(QueryPlan.SubscribeOutput form, boolean progress, int arity, long until) {
        this.form = form;
        this.progress = progress;
        this.arity = arity;
        this.until = until;
    }

    List<Row> rows(Changes batch) {
        Map<Long, List<Change>> byTime = new LinkedHashMap<>();
        batch.changes().stream().filter(update -> update.time() < until)
                .sorted(Comparator.comparingLong(Change::time))
                .forEach(update -> byTime.computeIfAbsent(update.time(), t -> new ArrayList<>()).add(update));
        List<Row> rows = new ArrayList<>();
        byTime.forEach((time, updates) -> rows.addAll(atOneTime(time, updates)));
        if (progress && batch.upper() != Timestamps.CLOSED) {
            rows.add(progressRow(Math.min(batch.upper(), until)));
        }
        return rows;
    }

    /** Says that all times before {@code time} are final. */
    Row progressRow(long time) {
        List<Datum> datums = new ArrayList<>();
        datums.add(Datum.of(Decimal.of(time)));
        datums.add(Datum.TRUE);
        int rest = switch (form) {
            case QueryPlan.SubscribeOutput.EnvelopeDebezium d -> 1 + arity + arity - d.key().size();
            default -> 1 + arity;
        };
        for (int i = 0; i < rest; i++) {
            datums.add(Datum.NULL);
        }
        return new Row(datums);
    }

    private List<Row> atOneTime(long time, List<Change> updates) {
        return switch (form) {
            case QueryPlan.SubscribeOutput.Diffs d -> diffs(time, updates);
            case QueryPlan.SubscribeOutput.WithinTimestampOrderBy(List<ColumnOrder> order) -> {
                Comparator<Row> comparator = Finishings.comparator(order);
                yield diffs(time, updates.stream()
                        .sorted((a, b) -> comparator.compare(withDiff(a), withDiff(b))).toList());
            }
            case QueryPlan.SubscribeOutput.EnvelopeUpsert(List<Integer> key) -> upserts(time, updates, key);
            case QueryPlan.SubscribeOutput.EnvelopeDebezium(List<Integer> key) -> debezium(time, updates, key);
        };
    }

    private static Row withDiff(Change update) {
        List<Datum> datums = new ArrayList<>();
        datums.add(Datum.of(update.diff()));
        datums.addAll(update.row().datums());
        return new Row(datums);
    }

    private List<Datum> head(long time, Datum state) {
        List<Datum> datums = new ArrayList<>();
        datums.add(Datum.of(Decimal.of(time)));
        if (progress) {
            datums.add(Datum.FALSE);
        }
        datums.add(state);
        return datums;
    }

    private List<Row> diffs(long time, List<Change> updates) {
        List<Row> rows = new ArrayList<>();
        for (Change update : updates) {
            List<Datum> datums = head(time, Datum.of(update.diff()));
            datums.addAll(update.row().datums());
            rows.add(new Row(datums));
        }
        return rows;
    }

    /** The changes of one key at one time: what went and what came. */
    private static final class KeyChange {
        private final List<Row> came = new ArrayList<>();
        private final List<Row> went = new ArrayList<>();
    }

    private static Map<List<Datum>, KeyChange> byKey(List<Change> updates, List<Integer> key) {
        Map<List<Datum>, KeyChange> changes = new LinkedHashMap<>();
        for (Change update : updates) {
            List<Datum> values = key.stream().map(update.row()::get).toList();
            KeyChange change = changes.computeIfAbsent(values, k -> new KeyChange());
            for (long i = 0; i < Math.abs(update.diff()); i++) {
                (update.diff() > 0 ? change.came : change.went).add(update.row());
            }
        }
        return changes;
    }

    private List<Row> upserts(long time, List<Change> updates, List<Integer> key) {
        List<Row> rows = new ArrayList<>();
        byKey(updates, key).forEach((values, change) -> {
            boolean violated = violated(values, change);
            String state = violated ? "key_violation" : change.came.isEmpty() ? "delete" : "upsert";
            List<Datum> datums = head(time, Datum.of(state));
            datums.addAll(values);
            for (int column : others(key)) {
                datums.add(violated || change.came.isEmpty() ? Datum.NULL : change.came.get(0).get(column));
            }
            rows.add(new Row(datums));
        });
        return rows;
    }

    private List<Row> debezium(long time, List<Change> updates, List<Integer> key) {
        List<Row> rows = new ArrayList<>();
        byKey(updates, key).forEach((values, change) -> {
            boolean violated = violated(values, change);
            boolean came = !change.came.isEmpty() && !violated;
            boolean went = !change.went.isEmpty() && !violated;
            String state = violated ? "key_violation" : came && went ? "upsert" : came ? "insert" : "delete";
            List<Datum> datums = head(time, Datum.of(state));
            datums.addAll(values);
            for (int column : others(key)) {
                datums.add(went ? change.went.get(0).get(column) : Datum.NULL);
            }
            for (int column : others(key)) {
                datums.add(came ? change.came.get(0).get(column) : Datum.NULL);
            }
            rows.add(new Row(datums));
        });
        return rows;
    }

    /** Whether the key has more than one row now; keeps the row of each key to tell. */
    private boolean violated(List<Datum> key, KeyChange change) {
        Row before = held.get(key);
        List<Row> now = new ArrayList<>(before == null ? List.of() : List.of(before));
        now.addAll(change.came);
        change.went.forEach(now::remove);
        if (now.isEmpty()) {
            held.remove(key);
        } else {
            held.put(key, now.get(now.size() - 1));
        }
        return now.size() > 1;
    }

    private List<Integer> others(List<Integer> key) {
        Set<Integer> keys = new HashSet<>(key);
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            if (!keys.contains(i)) {
                others.add(i);
            }
        }
        return others;
    }
}
