package dev.mizu.storageworker.source;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a source was read: for each partition the offset of the next record. A source without partitions has the one
 * partition 0. A partition that does not occur was never seen.
 */
public record Positions(SortedMap<Integer, Long> next) {
    /** Nothing was read, and not even the partitions are known. */
    public static final Positions NONE = new Positions(new TreeMap<>());

    public Positions {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }

    /** Of a source without partitions. */
    public static Positions single(long offset) {
        return new Positions(new TreeMap<>(Map.of(0, offset)));
    }

    public OptionalLong of(int partition) {
        Long offset = next.get(partition);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** The offsets added up: a measure of progress. */
    public long sum() {
        return next.values().stream().mapToLong(Long::longValue).sum();
    }
}
