package dev.mizu.persist.location;

import dev.mizu.base.concurrent.Exclusive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Histories in this process' memory. One section guards them: a step touches several keys at once. */
public final class MemoryConsensus implements Consensus {
    private final Exclusive section = new Exclusive();
    private final Map<String, TreeMap<Long, byte[]>> histories = new HashMap<>();
    private long appends;

    @Override
    public Optional<Entry> head(String key) {
        return section.get(() -> Optional.ofNullable(histories.get(key))
                .map(TreeMap::lastEntry)
                .map(last -> new Entry(last.getKey(), last.getValue())));
    }

    @Override
    public boolean compareAndSet(List<Change> changes) {
        return section.get(() -> {
            for (Change change : changes) {
                long newest = head(change.key()).map(Entry::seqno).orElse(0L);
                if (newest != change.entry().seqno() - 1) {
                    return false;
                }
            }
            for (Change change : changes) {
                histories
                        .computeIfAbsent(change.key(), ignored -> new TreeMap<>())
                        .put(change.entry().seqno(), change.entry().value());
            }
            appends++;
            return true;
        });
    }

    @Override
    public List<Entry> scan(String key, long fromSeqno, int limit) {
        return section.get(() -> histories.getOrDefault(key, new TreeMap<>()).tailMap(fromSeqno, true)
                .entrySet().stream()
                .limit(limit)
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .toList());
    }

    @Override
    public void truncate(String key, long belowSeqno) {
        section.run(() -> head(key).ifPresent(newest -> Objects.requireNonNull(histories.get(key))
                .headMap(Math.min(belowSeqno, newest.seqno()), false).clear()));
    }

    @Override
    public List<String> keys() {
        return section.get(() -> List.copyOf(histories.keySet()));
    }

    @Override
    public long outsideChanges() {
        return section.get(() -> appends);
    }

    @Override
    public void close() {}
}
