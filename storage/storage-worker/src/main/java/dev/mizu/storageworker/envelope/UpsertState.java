package dev.mizu.storageworker.envelope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keys and the row of each, as bytes: entries (key length, row length, key, row) appended to pages, found through an
 * open-addressing table of one long per key. A page whose entries are mostly dead is emptied into the newest one, so
 * that dead bytes never exceed the live ones by much. About 20 bytes per key beside the bytes themselves.
 *
 * <p>{@link #find} leaves a cursor on the entry it found, for the accessors and {@link #remove}. One thread.
 */
final class UpsertState {
    /** Entries that are longer get a page of their own. */
    private static final int PAGE_BITS = 18;
    private static final int PAGE_BYTES = 1 << PAGE_BITS;
    private static final int HEADER = 8;
    private static final byte[] FREED = new byte[0];
    /** A slot holds the high 24 bits of the hash, then the address + 1; 0 is free. */
    private static final int ADDRESS_BITS = 40;
    private static final long ADDRESS_MASK = (1L << ADDRESS_BITS) - 1;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final List<byte[]> pages = new ArrayList<>();
    private int[] liveBytes = new int[16];
    private final List<Integer> free = new ArrayList<>();
    private long[] slots = new long[1 << 10];
    private int size;
    private long live;
    private long held;
    private int current = -1;
    private int used;
    private int cursor;
    private boolean pageAdded;

    int size() {
        return size;
    }

    /** Bytes of all pages. */
    long heldBytes() {
        return held;
    }

    /** Moves the cursor to the key's entry; false when there is none. */
    boolean find(byte[] key, int length) {
        long hash = hash(key, 0, length);
        int mask = slots.length - 1;
        for (int slot = (int) hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            if ((slots[slot] ^ hash) >>> ADDRESS_BITS == 0 && keyEquals(slots[slot], key, length)) {
                cursor = slot;
                return true;
            }
        }
        return false;
    }

    private boolean keyEquals(long slot, byte[] key, int length) {
        byte[] page = page(slot);
        int at = offset(slot);
        return (int) INTS.get(page, at) == length
                && Arrays.equals(page, at + HEADER, at + HEADER + length, key, 0, length);
    }

    private byte[] page(long slot) {
        return pages.get(pageIndex(slot));
    }

    private static int pageIndex(long slot) {
        return (int) (((slot & ADDRESS_MASK) - 1) >>> PAGE_BITS);
    }

    private static int offset(long slot) {
        return (int) ((slot & ADDRESS_MASK) - 1) & PAGE_BYTES - 1;
    }

    /** The bytes in which the found row lies. */
    byte[] page() {
        return page(slots[cursor]);
    }

    int start() {
        int at = offset(slots[cursor]);
        return at + HEADER + (int) INTS.get(page(), at);
    }

    int end() {
        return start() + (int) INTS.get(page(), offset(slots[cursor]) + 4);
    }

    /** Removes the found entry. The cursor is lost. */
    void remove() {
        long slot = slots[cursor];
        int length = end() - offset(slot);
        live -= length;
        liveBytes[pageIndex(slot)] -= length;
        size--;
        closeGap(cursor);
    }

    /** Moves entries of the same run back, so that no probe stops at the gap. */
    private void closeGap(int gap) {
        int mask = slots.length - 1;
        for (int next = gap + 1 & mask; slots[next] != 0; next = next + 1 & mask) {
            int home = (int) hashAt(slots[next]) & mask;
            if ((next - home & mask) >= (next - gap & mask)) {
                slots[gap] = slots[next];
                gap = next;
            }
        }
        slots[gap] = 0;
    }

    private long hashAt(long slot) {
        byte[] page = page(slot);
        int at = offset(slot);
        return hash(page, at + HEADER, (int) INTS.get(page, at));
    }

    /** Adds a key that is not there. The cursor is lost. */
    void put(byte[] key, int keyLength, byte[] row, int from, int to) {
        if (size * 4L >= slots.length * 3L) {
            grow();
        }
        int length = HEADER + keyLength + to - from;
        long address = allocate(length);
        byte[] page = pages.get((int) (address >>> PAGE_BITS));
        int at = (int) address & PAGE_BYTES - 1;
        INTS.set(page, at, keyLength);
        INTS.set(page, at + 4, to - from);
        System.arraycopy(key, 0, page, at + HEADER, keyLength);
        System.arraycopy(row, from, page, at + HEADER + keyLength, to - from);
        insert(hash(key, 0, keyLength), address + 1);
        size++;
        if (pageAdded) {
            pageAdded = false;
            if (held > 4 * PAGE_BYTES && live < held / 2) {
                evacuate();
            }
        }
    }

    private void insert(long hash, long addressPlusOne) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        slots[slot] = hash >>> ADDRESS_BITS << ADDRESS_BITS | addressPlusOne;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long slot : old) {
            if (slot != 0) {
                insert(hashAt(slot), slot & ADDRESS_MASK);
            }
        }
    }

    private long allocate(int length) {
        int page = current;
        int at = used;
        if (length > PAGE_BYTES) {
            page = newPage(length);
            at = 0;
        } else if (current < 0 || used + length > PAGE_BYTES) {
            page = newPage(PAGE_BYTES);
            current = page;
            at = 0;
            used = length;
        } else {
            used += length;
        }
        live += length;
        liveBytes[page] += length;
        return (long) page << PAGE_BITS | at;
    }

    private int newPage(int bytes) {
        held += bytes;
        pageAdded = true;
        if (!free.isEmpty()) {
            int page = free.removeLast();
            pages.set(page, new byte[bytes]);
            return page;
        }
        pages.add(new byte[bytes]);
        if (pages.size() > liveBytes.length) {
            liveBytes = Arrays.copyOf(liveBytes, liveBytes.length * 2);
        }
        return pages.size() - 1;
    }

    /** Frees dead pages, and the page with the fewest live bytes by moving those to the newest page. */
    private void evacuate() {
        int poorest = -1;
        for (int page = 0; page < pages.size(); page++) {
            if (page == current || pages.get(page) == FREED) {
                continue;
            }
            if (liveBytes[page] == 0) {
                release(page);
            } else if (poorest < 0 || liveBytes[page] < liveBytes[poorest]) {
                poorest = page;
            }
        }
        if (poorest >= 0 && liveBytes[poorest] < PAGE_BYTES / 2) {
            move(poorest);
        }
    }

    private void move(int from) {
        byte[] page = pages.get(from);
        int remaining = liveBytes[from];
        for (int at = 0; remaining > 0; ) {
            int keyLength = (int) INTS.get(page, at);
            int length = HEADER + keyLength + (int) INTS.get(page, at + 4);
            int slot = slotOf(hash(page, at + HEADER, keyLength), ((long) from << PAGE_BITS | at) + 1);
            if (slot >= 0) {
                long address = allocate(length);
                System.arraycopy(page, at, pages.get((int) (address >>> PAGE_BITS)),
                        (int) address & PAGE_BYTES - 1, length);
                slots[slot] = slots[slot] & ~ADDRESS_MASK | address + 1;
                live -= length;
                remaining -= length;
            }
            at += length;
        }
        liveBytes[from] = 0;
        release(from);
    }

    /** The slot that points to an address, -1 when the entry there is dead. */
    private int slotOf(long hash, long addressPlusOne) {
        int mask = slots.length - 1;
        for (int slot = (int) hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            if ((slots[slot] & ADDRESS_MASK) == addressPlusOne) {
                return slot;
            }
        }
        return -1;
    }

    private void release(int page) {
        held -= pages.get(page).length;
        pages.set(page, FREED);
        free.add(page);
    }

    private static long hash(byte[] bytes, int from, int length) {
        long hash = length * 0x9E3779B97F4A7C15L;
        int at = from;
        for (int end = from + length - 7; at < end; at += 8) {
            hash = (hash ^ (long) LONGS.get(bytes, at)) * 0xBF58476D1CE4E5B9L;
            hash ^= hash >>> 29;
        }
        long tail = 0;
        for (int end = from + length; at < end; at++) {
            tail = tail << 8 | bytes[at] & 0xff;
        }
        hash = (hash ^ tail) * 0x94D049BB133111EBL;
        hash ^= hash >>> 32;
        hash *= 0xBF58476D1CE4E5B9L;
        return hash ^ hash >>> 31;
    }
}
