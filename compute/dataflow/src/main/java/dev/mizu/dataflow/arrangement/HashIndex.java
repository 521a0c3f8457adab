package dev.mizu.dataflow.arrangement;

import dev.mizu.base.Check;

/**
 * An extendible hash index from 32-bit hashes to 32-bit addresses: a directory of segments of open addressing. High
 * bits of the hash choose the segment, the others the slot. A full segment of 32 KB grows by half; one of 48 KB splits,
 * alone and at a threshold of its own, so the longest pause is one split and segments are full to two thirds or more;
 * deletion shifts backwards, so there are no tombstones. An index starts, and starts over when it is empty, with one
 * small segment that doubles. Equal hashes may repeat: the caller compares keys. Address 0 means "none". One thread.
 */
public final class HashIndex {
    private static final int SEGMENT_SLOTS = 4096;
    private static final int FULL_SLOTS = 6144;
    private static final int FIRST_SLOTS = 8;
    private static final int MAX_DEPTH = 20;

    private Segment[] directory = {new Segment(FIRST_SLOTS, 0, 0)};
    private int depth;
    private int segments = 1;
    private long size;
    private long slotCount = FIRST_SLOTS;
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
            this.splitAt = FULL_SLOTS * 3 / 4 + (serial * 0x9E3779B9 >>> 23) * 3 / 2;
        }
    }

    public long size() {
        return size;
    }

    private Segment segment(int hash) {
        return directory[depth == 0 ? 0 : hash >>> 32 - depth];
    }

    /** The slot that a hash belongs to: mixed again, since the hashes of a segment share their high bits. */
    private static int home(int hash, int slots) {
        return (int) ((hash * 0x9E3779B1 >>> 12) * (long) slots >>> 20);
    }

    /** The first address under {@code hash}, or 0; the cursor stands on its slot. */
    public int find(int hash) {
        Segment segment = segment(hash);
        cursor = segment;
        return scan(segment, hash, home(hash, segment.slots.length));
    }

    /** The next address under the hash that {@link #find} was called with, or 0. */
    public int findNext(int hash) {
        return scan(cursor, hash, cursorSlot + 1 == cursor.slots.length ? 0 : cursorSlot + 1);
    }

    private int scan(Segment segment, int hash, int from) {
        long[] slots = segment.slots;
        for (int slot = from;; slot = slot + 1 == slots.length ? 0 : slot + 1) {
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
        int length = slots.length;
        int hole = cursorSlot;
        int slot = hole + 1 == length ? 0 : hole + 1;
        while (slots[slot] != 0) {
            int home = home((int) (slots[slot] >>> 32), length);
            if (distance(home, slot, length) >= distance(hole, slot, length)) {
                slots[hole] = slots[slot];
                hole = slot;
            }
            slot = slot + 1 == length ? 0 : slot + 1;
        }
        slots[hole] = 0;
        cursor.used--;
        size--;
        if (size == 0 && segments > 1) {
            clear();
        }
    }

    private static int distance(int from, int to, int length) {
        return to >= from ? to - from : to - from + length;
    }

    /** Adds an entry. The cursor is lost. */
    public void insert(int hash, int address) {
        Segment segment = segment(hash);
        while (full(segment)) {
            if (segment.slots.length < FULL_SLOTS) {
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
        int most = length == FULL_SLOTS ? segment.splitAt : length == SEGMENT_SLOTS ? length * 7 / 8 : length * 3 / 4;
        return segment.used >= most;
    }

    private static void place(Segment segment, long entry) {
        long[] slots = segment.slots;
        int slot = home((int) (entry >>> 32), slots.length);
        while (slots[slot] != 0) {
            slot = slot + 1 == slots.length ? 0 : slot + 1;
        }
        slots[slot] = entry;
        segment.used++;
    }

    private void grow(Segment segment) {
        long[] old = segment.slots;
        int length = old.length == SEGMENT_SLOTS ? FULL_SLOTS : old.length * 2;
        slotCount += length - old.length;
        segment.slots = new long[length];
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
        slotCount += 2 * SEGMENT_SLOTS - FULL_SLOTS;
    }

    /** The number of {@link #address} positions; positions stay what they are while nothing is added or removed. */
    public long positions() {
        return (long) directory.length * FULL_SLOTS;
    }

    /** The address at a position, or 0; a segment that fills several directory entries shows itself only once. */
    public int address(long position) {
        int entry = (int) (position / FULL_SLOTS);
        int slot = (int) (position % FULL_SLOTS);
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
        slotCount = FIRST_SLOTS;
        size = 0;
    }

    public long bytes() {
        return slotCount * 8 + directory.length * 4L + segments * 40L;
    }
}
