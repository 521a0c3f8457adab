package dev.mizu.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.persist.update.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a shard must contain: a plain list of updates, and the answers computed from it the slow way. */
final class CollectionModel {
    private static final Duration SOON = Duration.ofSeconds(10);

    private record Change(String row, long time, long diff) {}

    private final List<Change> changes = new ArrayList<>();

    void add(Updates updates) {
        for (int i = 0; i < updates.size(); i++) {
            changes.add(new Change(text(updates, i), updates.time(i), updates.diff(i)));
        }
    }

    static String text(Updates updates, int i) {
        return new String(updates.row(i), StandardCharsets.UTF_8);
    }

    Map<String, Long> at(long asOf) {
        Map<String, Long> rows = new TreeMap<>();
        for (Change change : changes) {
            if (change.time() <= asOf) {
                rows.merge(change.row(), change.diff(), CollectionModel::sum);
            }
        }
        return rows;
    }

    /** The changes with times in {@code [from, to)} by time and row. */
    Map<String, Long> between(long from, long to) {
        Map<String, Long> rows = new TreeMap<>();
        for (Change change : changes) {
            if (change.time() >= from && change.time() < to) {
                rows.merge(change.time() + " " + change.row(), change.diff(), CollectionModel::sum);
            }
        }
        return rows;
    }

    /** Removes entries that sum to nothing when used with {@link Map#merge}. */
    static Long sum(Long a, Long b) {
        return a + b == 0 ? null : Long.valueOf(a + b);
    }

    /** Reads a snapshot, checking what it promises about order. */
    static Map<String, Long> read(Reader reader, long asOf) {
        Map<String, Long> rows = new TreeMap<>();
        try (Snapshot snapshot = reader.snapshot(asOf, SOON)) {
            Optional<String> previous = Optional.empty();
            for (Optional<Updates> chunk = snapshot.next(); chunk.isPresent(); chunk = snapshot.next()) {
                assertThat(chunk.get().size()).isPositive();
                for (int i = 0; i < chunk.get().size(); i++) {
                    String row = text(chunk.get(), i);
                    assertThat(previous.map(row::compareTo).orElse(1)).isPositive();
                    assertThat(chunk.get().time(i)).isEqualTo(asOf);
                    assertThat(chunk.get().diff(i)).isNotZero();
                    rows.put(row, chunk.get().diff(i));
                    previous = Optional.of(row);
                }
            }
        }
        return rows;
    }

    /** A listener's updates so far, by time and row. */
    static final class Follower {
        final long from;
        final Map<String, Long> seen = new TreeMap<>();
        private Listen listen;

        Follower(Listen listen) {
            this.listen = listen;
            this.from = listen.frontier();
        }

        void reopened(Listen again) {
            assertThat(again.frontier()).isEqualTo(listen.frontier());
            listen = again;
        }

        long frontier() {
            return listen.frontier();
        }

        void takeAll() {
            for (Optional<ListenBatch> batch = listen.pollBatch(); batch.isPresent(); batch = listen.pollBatch()) {
                take(batch.get());
            }
        }

        void take(ListenBatch batch) {
            for (int i = 0; i < batch.updates().size(); i++) {
                assertThat(batch.updates().time(i)).isGreaterThanOrEqualTo(batch.lower());
                String key = batch.updates().time(i) + " " + text(batch.updates(), i);
                seen.merge(key, batch.updates().diff(i), CollectionModel::sum);
            }
        }

        void close() {
            listen.close();
        }
    }
}
