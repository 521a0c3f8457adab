package dev.mizu.persist.location;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Histories in this process' memory. One monitor guards them: a step touches several keys at once. */
public final class MemoryConsensus implements Consensus {
    private final Map<String, TreeMap<Long, byte[]>> histories = new HashMap<>();
    private long appends;

    @Override
    public synchronized Optional<Entry> head(String key) {
        return Optional.ofNullable(histories.get(key))
                .map(TreeMap::lastEntry)
                .map(last -> new Entry(last.getKey(), last.getValue()));
    }

    @Override
    public synchronized boolean compareAndSet(List<Change> changes) {
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
    }

    @Override
    public synchronized List<Entry> scan(String key, long fromSeqno, int limit) {
        List<Entry> entries = new ArrayList<>();
        TreeMap<Long, byte[]> history = histories.getOrDefault(key, new TreeMap<>());
        for (Map.Entry<Long, byte[]> entry : history.tailMap(fromSeqno, true).entrySet()) {
            if (entries.size() == limit) {
                break;
            }
            entries.add(new Entry(entry.getKey(), entry.getValue()));
        }
        return entries;
    }

    @Override
    public synchronized void truncate(String key, long belowSeqno) {
        Optional<Entry> head = head(key);
        head.ifPresent(newest ->
                Objects.requireNonNull(histories.get(key))
                        .headMap(Math.min(belowSeqno, newest.seqno()), false).clear());
    }

    @Override
    public synchronized List<String> keys() {
        return List.copyOf(histories.keySet());
    }

    @Override
    public synchronized long outsideChanges() {
        return appends;
    }

    @Override
    public void close() {}
}
