package dev.mizu.dataflow.arrangement;

import dev.mizu.base.Check;

/**
 * An extendible hash index from 32-bit hashes to 32-bit addresses: a directory of 32 KB segments of open addressing.
 * High bits of the hash choose the segment, low bits the slot. A full segment splits alone, at a threshold of its own,
 * so the longest pause is one split; deletion shifts backwards, so there are no tombstones. An index starts with one
 * small segment that doubles. Equal hashes may repeat: the caller compares keys. Address 0 means "none". One thread.
 */
public final class HashIndex {
    private static final int SEGMENT_SLOTS = 4096;
    private static final int FIRST_SLOTS = 8;
    private static final int MAX_DEPTH = 20;

    private Segment[] directory = {new Segment(FIRST_SLOTS, 0, 0)};
    private int depth;
    private int segments = 1;
    private long size;
    private Segment cursor = directory[0];
    private int cursorSlot;

    /** Slots of {@code hash << 32 | address}; 0 is empty. */
    private static final class Segment {
        long[] slots;
        int used;
        final int depth;
        final int splitAt;

        Segment(int length, int depth, int serial) {
            this.slots = new long[length];
            this.depth = depth;
            // 75 % to 87 %, spread so that segments filled alike do not split in one batch.
            this.splitAt = SEGMENT_SLOTS * 3 / 4 + (serial * 0x9E3779B9 >>> 23);
        }
    }

    public long size() {
        return size;
    }

    private Segment segment(int hash) {
        return directory[depth == 0 ? 0 : hash >>> 32 - depth];
    }

    /** The first address under {@code hash}, or 0; the cursor stands on its slot. */
    public int find(int hash) {
        Segment segment = segment(hash);
        cursor = segment;
        return scan(segment, hash, hash & segment.slots.length - 1);
    }

    /** The next address under the hash that {@link #find} was called with, or 0. */
    public int findNext(int hash) {
        return scan(cursor, hash, cursorSlot + 1 & cursor.slots.length - 1);
    }

    private int scan(Segment segment, int hash, int from) {
        long[] slots = segment.slots;
        int mask = slots.length - 1;
        for (int slot = from;; slot = slot + 1 & mask) {
            long entry = slots[slot];
            if (entry == 0 || (int) (entry >>> 32) == hash) {
                cursorSlot = slot;
                return (int) entry;
            }
        }
    }

    /** Another address for the entry under the cursor. */
    public void replace(int address) {
        long entry = cursor.slots[cursorSlot];
        cursor.slots[cursorSlot] = entry & 0xffffffff00000000L | Integer.toUnsignedLong(address);
    }

    /** Removes the entry under the cursor. */
    public void remove() {
        long[] slots = cursor.slots;
        int mask = slots.length - 1;
        int hole = cursorSlot;
        for (int slot = hole + 1 & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            int home = (int) (slots[slot] >>> 32) & mask;
            if ((slot - home & mask) >= (slot - hole & mask)) {
                slots[hole] = slots[slot];
                hole = slot;
            }
        }
        slots[hole] = 0;
        cursor.used--;
        size--;
    }

    /** Adds an entry. The cursor is lost. */
    public void insert(int hash, int address) {
        Segment segment = segment(hash);
        while (full(segment)) {
            if (segment.slots.length < SEGMENT_SLOTS) {
                grow(segment);
            } else {
                split(segment, hash);
            }
            segment = segment(hash);
        }
        place(segment, (long) hash << 32 | Integer.toUnsignedLong(address));
        size++;
    }

    private static boolean full(Segment segment) {
        int length = segment.slots.length;
        return segment.used >= (length < SEGMENT_SLOTS ? length * 3 / 4 : segment.splitAt);
    }

    private static void place(Segment segment, long entry) {
        long[] slots = segment.slots;
        int mask = slots.length - 1;
        int slot = (int) (entry >>> 32) & mask;
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        slots[slot] = entry;
        segment.used++;
    }

    private void grow(Segment segment) {
        long[] old = segment.slots;
        segment.slots = new long[old.length * 2];
        segment.used = 0;
        for (long entry : old) {
            if (entry != 0) {
                place(segment, entry);
            }
        }
    }

    private void split(Segment segment, int hash) {
        int newDepth = segment.depth + 1;
        Check.that(newDepth <= MAX_DEPTH, "an index is full");
        if (newDepth > depth) {
            Segment[] doubled = new Segment[directory.length * 2];
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = directory[i >>> 1];
            }
            directory = doubled;
            depth = newDepth;
        }
        Segment low = new Segment(SEGMENT_SLOTS, newDepth, segments * 2);
        Segment high = new Segment(SEGMENT_SLOTS, newDepth, segments * 2 + 1);
        int bit = 31 - segment.depth;
        for (long entry : segment.slots) {
            if (entry != 0) {
                place(((int) (entry >>> 32) >>> bit & 1) == 0 ? low : high, entry);
            }
        }
        int span = 1 << depth - newDepth;
        int first = hash >>> 32 - depth & -(span * 2);
        for (int i = 0; i < span; i++) {
            directory[first + i] = low;
            directory[first + span + i] = high;
        }
        segments++;
    }

    /** The number of {@link #address} positions; positions stay what they are while nothing is added or removed. */
    public long positions() {
        return (long) directory.length * SEGMENT_SLOTS;
    }

    /** The address at a position, or 0; a segment that fills several directory entries shows itself only once. */
    public int address(long position) {
        int entry = (int) (position / SEGMENT_SLOTS);
        int slot = (int) (position % SEGMENT_SLOTS);
        Segment segment = directory[entry];
        if (slot >= segment.slots.length || entry > 0 && directory[entry - 1] == segment) {
            return 0;
        }
        return (int) segment.slots[slot];
    }

    /** Drops all entries. */
    public void clear() {
        directory = new Segment[] {new Segment(FIRST_SLOTS, 0, 0)};
        depth = 0;
        segments = 1;
        size = 0;
    }

    public long bytes() {
        long slots = segments == 1 ? directory[0].slots.length : (long) segments * SEGMENT_SLOTS;
        return slots * 8 + directory.length * 4L + segments * 40L;
    }
}
