package dev.mizu.base.collect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An immutable map that gives a changed copy in O(log32 n), sharing the rest: a hash array mapped trie (Bagwell, "Ideal
 * Hash Trees", 2001) with 32-way nodes and collision lists at the bottom. Iteration order is that of hashes.
 */
public final class PersistentMap<K, V> {
    private static final int BITS = 5;
    private static final int MAX_SHIFT = 30;
    private static final Object[] NO_SLOTS = {};
    private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(new Branch(0, NO_SLOTS), 0);

    private final Branch root;
    private final int size;

    /** Slots hold an {@link Entry} (or a {@link Collision} at the deepest level) or a deeper {@link Branch}. */
    private record Branch(int bitmap, Object[] slots) {
        Branch replace(int at, Object slot) {
            Object[] copy = slots.clone();
            copy[at] = slot;
            return new Branch(bitmap, copy);
        }
    }

    private record Entry(Object key, Object value) {}

    private record Collision(List<Entry> entries) {}

    private PersistentMap(Branch root, int size) {
        this.root = root;
        this.size = size;
    }

    @SuppressWarnings("unchecked")
    public static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    public int size() {
        return size;
    }

    public boolean containsKey(K key) {
        return find(key) instanceof Entry;
    }

    @SuppressWarnings("unchecked")
    public Optional<V> get(K key) {
        return find(key) instanceof Entry(Object k, Object value) ? Optional.of((V) value) : Optional.empty();
    }

    private Object find(Object key) {
        int hash = spread(key);
        Branch branch = root;
        for (int shift = 0; ; shift += BITS) {
            int bit = 1 << (hash >>> shift & 31);
            if ((branch.bitmap & bit) == 0) {
                return NO_SLOTS;
            }
            switch (branch.slots[Integer.bitCount(branch.bitmap & bit - 1)]) {
                case Branch deeper -> branch = deeper;
                case Entry entry -> {
                    return entry.key.equals(key) ? entry : NO_SLOTS;
                }
                case Collision collision -> {
                    for (Entry entry : collision.entries) {
                        if (entry.key.equals(key)) {
                            return entry;
                        }
                    }
                    return NO_SLOTS;
                }
                default -> throw new IllegalStateException();
            }
        }
    }

    /** This map with {@code key} bound to {@code value}. */
    public PersistentMap<K, V> with(K key, V value) {
        boolean grows = !containsKey(key);
        return new PersistentMap<>(put(root, 0, new Entry(key, value)), grows ? size + 1 : size);
    }

    /** This map without {@code key}; the same instance when it is not there. */
    public PersistentMap<K, V> without(K key) {
        return containsKey(key) ? new PersistentMap<>(remove(root, 0, key), size - 1) : this;
    }

    private static Branch put(Branch branch, int shift, Entry entry) {
        int bit = 1 << (spread(entry.key) >>> shift & 31);
        int at = Integer.bitCount(branch.bitmap & bit - 1);
        if ((branch.bitmap & bit) == 0) {
            Object[] slots = new Object[branch.slots.length + 1];
            System.arraycopy(branch.slots, 0, slots, 0, at);
            System.arraycopy(branch.slots, at, slots, at + 1, branch.slots.length - at);
            slots[at] = entry;
            return new Branch(branch.bitmap | bit, slots);
        }
        Object replaced = switch (branch.slots[at]) {
            case Branch deeper -> put(deeper, shift + BITS, entry);
            case Entry old when old.key.equals(entry.key) -> entry;
            case Entry old when shift >= MAX_SHIFT -> new Collision(List.of(old, entry));
            case Entry old -> put(put(new Branch(0, NO_SLOTS), shift + BITS, old), shift + BITS, entry);
            case Collision collision -> {
                List<Entry> entries = new ArrayList<>(collision.entries);
                entries.removeIf(old -> old.key.equals(entry.key));
                entries.add(entry);
                yield new Collision(entries);
            }
            default -> throw new IllegalStateException();
        };
        return branch.replace(at, replaced);
    }

    private static Branch remove(Branch branch, int shift, Object key) {
        int bit = 1 << (spread(key) >>> shift & 31);
        int at = Integer.bitCount(branch.bitmap & bit - 1);
        return switch (branch.slots[at]) {
            case Branch deeper -> {
                Branch shrunk = remove(deeper, shift + BITS, key);
                yield shrunk.bitmap == 0 ? drop(branch, bit, at) : branch.replace(at, shrunk);
            }
            case Entry entry -> drop(branch, bit, at);
            case Collision collision -> {
                List<Entry> entries = new ArrayList<>(collision.entries);
                entries.removeIf(old -> old.key.equals(key));
                yield branch.replace(at, entries.size() == 1 ? entries.get(0) : new Collision(entries));
            }
            default -> throw new IllegalStateException();
        };
    }

    private static Branch drop(Branch branch, int bit, int at) {
        Object[] slots = new Object[branch.slots.length - 1];
        System.arraycopy(branch.slots, 0, slots, 0, at);
        System.arraycopy(branch.slots, at + 1, slots, at, slots.length - at);
        return new Branch(branch.bitmap & ~bit, slots);
    }

    /** Visits every binding. */
    public void forEach(BiConsumer<K, V> visitor) {
        visit(root, visitor);
    }

    @SuppressWarnings("unchecked")
    private static <K, V> void visit(Branch branch, BiConsumer<K, V> visitor) {
        for (Object slot : branch.slots) {
            switch (slot) {
                case Branch deeper -> visit(deeper, visitor);
                case Entry entry -> visitor.accept((K) entry.key, (V) entry.value);
                case Collision collision ->
                        collision.entries.forEach(entry -> visitor.accept((K) entry.key, (V) entry.value));
                default -> throw new IllegalStateException();
            }
        }
    }

    /** All values, in a new list. */
    public List<V> values() {
        List<V> values = new ArrayList<>(size);
        forEach((key, value) -> values.add(value));
        return values;
    }

    private static int spread(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    @Override
    public String toString() {
        List<String> bindings = new ArrayList<>();
        forEach((key, value) -> bindings.add(key + "=" + value));
        String[] sorted = bindings.toArray(String[]::new);
        Arrays.sort(sorted);
        return Arrays.toString(sorted);
    }
}
