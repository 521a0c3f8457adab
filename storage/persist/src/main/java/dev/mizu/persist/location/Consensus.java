package dev.mizu.persist.location;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Linearizable, ordered histories of small values, one per key, with dense sequence numbers from 1. Thread-safe. Every
 * call may throw {@link dev.mizu.base.error.ExternalException}; after one from {@link #compareAndSet} the outcome is
 * unknown and the caller finds out with {@link #scan}.
 */
public interface Consensus extends AutoCloseable {
    /** The newest entry, empty when the key has none. */
    Optional<Entry> head(String key);

    /**
     * Appends one entry to each key, all or none, durable on return. Fails, without effect, when some key's newest
     * sequence number is not {@code entry.seqno() - 1} (0 for a key without entries). No key may occur twice.
     */
    boolean compareAndSet(List<Change> changes);

    /** Up to {@code limit} entries with sequence number {@code >= fromSeqno}, ascending. */
    List<Entry> scan(String key, long fromSeqno, int limit);

    /** Forgets the entries below {@code belowSeqno}, never the newest. May take effect later, or never. */
    void truncate(String key, long belowSeqno);

    /** All keys that have entries. */
    List<String> keys();

    /**
     * A number that differs from an earlier answer when another process may have appended since. It only says when
     * {@link #scan} is worth calling.
     */
    long outsideChanges();

    /**
     * Asks to be told of every append of others: {@code heard} gets it, in order, on a thread that must not wait,
     * before any answer of this object shows it. Whenever that could not be kept up, {@link #outsideChanges} gives a
     * new number and {@code heard} an empty list. False when this consensus does not tell.
     */
    default boolean tell(Consumer<List<Change>> heard) {
        return false;
    }

    @Override
    void close();

    /** One value of a history; nobody writes to the array. */
    record Entry(long seqno, byte[] value) {}

    /** The entry to append to a key. */
    record Change(String key, Entry entry) {}
}
