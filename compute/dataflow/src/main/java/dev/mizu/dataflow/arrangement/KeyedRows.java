package dev.mizu.dataflow.arrangement;

import dev.mizu.base.Check;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.Pages;
import dev.mizu.dataflow.row.RowCells;
import dev.mizu.dataflow.row.RowComparator;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A multiset of rows by key. Per key one of four entries: a plain one, told by the sign of its address, is the words
 * of one row that is there once and has no NULLs; the others are told apart by the lowest two bits of their first
 * word: one row of any kind with its key; a block of the key and 2 to 64 rows without it; or the key and the number of
 * a {@link RowGroup}. With an order, the rows of a key are sorted in all of them. Multiplicities may be negative. No
 * object a row. Owned by one thread.
 */
public final class KeyedRows {
    private static final int SINGLE = 0;
    private static final int BLOCK = 1;
    private static final int GROUP = 2;
    private static final int TIER = 3;
    /** The bit of an entry's address that makes it plain. */
    private static final int PLAIN = Integer.MIN_VALUE;
    /** Word 0 of the pages belongs to nobody and is 0: the head of rows without NULL marks. */
    private static final int NO_HEAD = 0;
    private static final int MOST_BLOCK_ROWS = 64;
    private static final int[] CAPACITIES = {2, 3, 4, 6, 8, 12, 16, 24, 32, 48, MOST_BLOCK_ROWS};

    private final RowLayout layout;
    private final Pages pages = new Pages();
    private final RowCells cells;
    private final Optional<RowComparator> order;
    private final HashIndex index = new HashIndex();
    private final List<Optional<RowGroup>> groups = new ArrayList<>();
    private final ArrayDeque<Integer> freeGroups = new ArrayDeque<>();
    private final int headWords;
    private final int keyWords;
    private final int rowWords;
    private final int blockRows;
    private final int plainWords;
    private long rows;
    // Written only, so that the compiler keeps the loads of touch().
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /** Rows without an order within a key. */
    public KeyedRows(RowLayout layout) {
        this(layout, Optional.empty());
    }

    /** Rows with an order over the columns beyond the key, or without one. */
    public KeyedRows(RowLayout layout, Optional<RowOrder> order) {
        this.layout = layout;
        this.cells = new RowCells(layout, pages);
        this.order = order.map(by -> new RowComparator(cells, by));
        this.headWords = layout.headWords();
        this.keyWords = layout.keyWords();
        this.rowWords = headWords + layout.valueWords();
        this.blockRows = Math.min(MOST_BLOCK_ROWS, (Pages.MAX_BLOCK_WORDS - 1 - keyWords) / rowWords);
        this.plainWords = headWords == 1 ? keyWords + layout.valueWords() : 0;
        Check.that(blockRows >= 2, "a row of %d words is too wide", layout.words());
    }

    public RowLayout layout() {
        return layout;
    }

    public RowCells cells() {
        return cells;
    }

    /** Distinct rows. */
    public long rows() {
        return rows;
    }

    /** Distinct keys. */
    public long keys() {
        return index.size();
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /**
     * Loads what the chunk's keys will need, first all slots, then all rows, so that the misses overlap. Worth it from
     * 16 rows up.
     */
    public void touch(EncodedRows probe) {
        int count = probe.size();
        if (count < 16) {
            return;
        }
        long sum = 0;
        int[] found = new int[count];
        for (int i = 0; i < count; i++) {
            found[i] = index.find(probe.hash(i));
        }
        for (int i = 0; i < count; i++) {
            sum += found[i] == 0 ? 0 : pages.get(found[i] & ~PLAIN, 0);
        }
        touched += sum;
    }

    /** The entry of an encoded row's key, or 0. The probe may be of any layout with the same key. */
    public int find(EncodedRows probe, int row) {
        int hash = probe.hash(row);
        int entry = index.find(hash);
        while (entry != 0 && !cells.keyEqual(probe, row, headAtEnd(entry, false), keyOf(entry))) {
            entry = index.findNext(hash);
        }
        return entry;
    }

    private static int tier(long first) {
        return (int) first & TIER;
    }

    private static boolean plain(int entry) {
        return entry < 0;
    }

    private int keyOf(int entry) {
        if (plain(entry)) {
            return entry & ~PLAIN;
        }
        return entry + (tier(pages.get(entry, 0)) == SINGLE ? headWords : 1);
    }

    private RowGroup group(long first) {
        return groups.get((int) (first >>> 16)).orElseThrow();
    }

    private static int blockCount(long first) {
        return (int) (first >>> 16);
    }

    private static int blockCapacity(long first) {
        return (int) (first >>> 2) & 0x3fff;
    }

    private static long blockWord(int count, int capacity) {
        return (long) count << 16 | (long) capacity << 2 | BLOCK;
    }

    private int blockWords(int capacity) {
        return 1 + keyWords + capacity * rowWords;
    }

    private int blockRow(int entry, int place) {
        return entry + 1 + keyWords + place * rowWords;
    }

    /**
     * Adds rows of an entry to {@code out}: all of a small one, the next chunk of a large one.
     *
     * @param from 0 at first, then what the call before returned
     * @return where to go on, or -1 when the entry is done
     */
    public int collect(int entry, int probe, int from, RowMatches out) {
        if (plain(entry)) {
            int key = entry & ~PLAIN;
            out.add(probe, NO_HEAD, key, key + keyWords, 1);
            return -1;
        }
        long first = pages.get(entry, 0);
        switch (tier(first)) {
            case SINGLE -> {
                int key = entry + headWords;
                out.add(probe, entry, key, key + keyWords, RowLayout.diff(first));
                return -1;
            }
            case BLOCK -> {
                int row = blockRow(entry, 0);
                for (int i = blockCount(first); i > 0; i--, row += rowWords) {
                    out.add(probe, row, entry + 1, row + headWords, RowLayout.diff(pages.get(row, 0)));
                }
                return -1;
            }
            default -> {
                RowChunks chunks = group(first).chunks();
                chunks.collect(from, probe, entry + 1, out);
                return from + 1 < chunks.count ? from + 1 : -1;
            }
        }
    }

    /** Adds the first row of an entry, in its order, to {@code out}. */
    public void collectFirst(int entry, int probe, RowMatches out) {
        collectRow(entry, probe, headAtEnd(entry, false), out);
    }

    /** Adds the last row of an entry, in its order, to {@code out}. */
    public void collectLast(int entry, int probe, RowMatches out) {
        collectRow(entry, probe, headAtEnd(entry, true), out);
    }

    private void collectRow(int entry, int probe, int head, RowMatches out) {
        long diff = plain(entry) ? 1 : RowLayout.diff(pages.get(head, 0));
        out.add(probe, head, keyOf(entry), valueOf(entry, head), diff);
    }

    /** The head of an entry's first or last row; the NULL marks of the key are the same in all. */
    private int headAtEnd(int entry, boolean last) {
        if (plain(entry)) {
            return NO_HEAD;
        }
        long first = pages.get(entry, 0);
        return switch (tier(first)) {
            case SINGLE -> entry;
            case BLOCK -> blockRow(entry, last ? blockCount(first) - 1 : 0);
            default -> last ? group(first).last() : group(first).chunks().row(0, 0);
        };
    }

    private int valueOf(int entry, int head) {
        if (plain(entry)) {
            return (entry & ~PLAIN) + keyWords;
        }
        return head + headWords + (head == entry ? keyWords : 0);
    }

    private int count(int entry) {
        long first = plain(entry) ? SINGLE : pages.get(entry, 0);
        return switch (tier(first)) {
            case SINGLE -> 1;
            case BLOCK -> blockCount(first);
            default -> group(first).size();
        };
    }

    /** Adds all rows of a batch, its columns {@code columns} being those of the layout. */
    public void apply(ColumnBatch batch, int[] columns, EncodedRows scratch) {
        for (int from = 0; from < batch.size(); from += EncodedRows.CHUNK) {
            int to = Math.min(batch.size(), from + EncodedRows.CHUNK);
            scratch.encode(batch, columns, from, to);
            touch(scratch);
            for (int i = 0; i < scratch.size(); i++) {
                update(scratch, i, batch.diffs()[from + i]);
            }
        }
    }

    /** The number of index positions to scan, see {@link #scan}; stable while nothing changes. */
    public long positions() {
        return index.positions();
    }

    /** The entry at an index position, or 0. */
    public int scan(long position) {
        return index.address(position);
    }

    /**
     * Adds to the multiplicity of a row and returns what it is now; a row that reaches 0 is gone.
     */
    public long update(EncodedRows chunk, int row, long diff) {
        int entry = find(chunk, row);
        if (entry == 0) {
            if (diff != 0) {
                insertSingle(chunk, row, diff);
            }
            return diff;
        }
        if (plain(entry)) {
            return updatePlain(chunk, row, diff, entry & ~PLAIN);
        }
        long first = pages.get(entry, 0);
        return switch (tier(first)) {
            case SINGLE -> updateSingle(chunk, row, diff, entry);
            case BLOCK -> updateBlock(chunk, row, diff, entry);
            default -> updateGroup(chunk, row, diff, entry);
        };
    }

    /**
     * Adds a row {@code diff > 0} times where only the first {@code bound >= 1} rows of a key are wanted, in its order:
     * a row beyond them is not taken in, and one that comes to lie beyond them is dropped. Nothing may be taken back.
     */
    public void updateFirst(EncodedRows chunk, int row, long diff, long bound) {
        int entry = find(chunk, row);
        boolean full = entry != 0 && count(entry) >= bound;
        if (full) {
            int last = headAtEnd(entry, true);
            if (order.orElseThrow().compare(chunk, row, last, valueOf(entry, last)) > 0) {
                return;
            }
        }
        update(chunk, row, diff);
        if (full) {
            int now = find(chunk, row);
            if (count(now) > bound) {
                removeLast(now);
            }
        }
    }

    /** Of an entry of at least two rows that was found last. */
    private void removeLast(int entry) {
        long first = pages.get(entry, 0);
        if (tier(first) == BLOCK) {
            removeFromBlock(entry, blockCount(first) - 1);
            return;
        }
        SortedGroup group = (SortedGroup) group(first);
        group.removeLast();
        rows--;
        shrinkGroup(entry, group);
    }

    private void insertSingle(EncodedRows chunk, int row, long diff) {
        if (plainWords > 0 && diff == 1 && !chunk.hasNulls(row)) {
            int plain = pages.allocate(plainWords);
            cells.copyKey(chunk, row, plain);
            cells.copyValue(chunk, row, plain + keyWords);
            index.insert(chunk.hash(row), plain | PLAIN);
            rows++;
            return;
        }
        int entry = pages.allocate(layout.words());
        cells.copyHead(chunk, row, entry, diff, SINGLE);
        cells.copyKey(chunk, row, entry + headWords);
        cells.copyValue(chunk, row, entry + headWords + keyWords);
        index.insert(chunk.hash(row), entry);
        rows++;
    }

    private long updatePlain(EncodedRows chunk, int row, long diff, int plain) {
        int value = plain + keyWords;
        if (diff == 0) {
            return cells.valueEqual(chunk, row, NO_HEAD, value) ? 1 : 0;
        }
        if (!cells.valueEqual(chunk, row, NO_HEAD, value)) {
            int block = singleToBlock(NO_HEAD, plain, value);
            pages.free(plain, plainWords);
            insertIntoBlock(chunk, row, diff, block, placeIn(chunk, row, block));
            return diff;
        }
        if (diff == -1) {
            cells.freeKey(plain);
            cells.freeValue(value);
            pages.free(plain, plainWords);
            index.remove();
            rows--;
            return 0;
        }
        int entry = pages.allocate(layout.words());
        pages.set(entry, 0, RowLayout.withDiff(SINGLE, 1 + diff));
        pages.move(plain, entry + headWords, plainWords);
        pages.free(plain, plainWords);
        index.replace(entry);
        return 1 + diff;
    }

    private long updateSingle(EncodedRows chunk, int row, long diff, int entry) {
        int value = entry + headWords + keyWords;
        if (!cells.valueEqual(chunk, row, entry, value)) {
            if (diff != 0) {
                int block = singleToBlock(entry, entry + headWords, value);
                pages.free(entry, layout.words());
                insertIntoBlock(chunk, row, diff, block, placeIn(chunk, row, block));
            }
            return diff;
        }
        long head = pages.get(entry, 0);
        long sum = RowLayout.diff(head) + diff;
        if (sum != 0) {
            pages.set(entry, 0, RowLayout.withDiff(head, sum));
            return sum;
        }
        cells.freeKey(entry + headWords);
        cells.freeValue(value);
        pages.free(entry, layout.words());
        index.remove();
        rows--;
        return 0;
    }

    /** A block of one row that lies elsewhere; its old words are the caller's to free. */
    private int singleToBlock(int head, int key, int value) {
        int block = pages.allocate(blockWords(CAPACITIES[0]));
        pages.set(block, 0, blockWord(1, CAPACITIES[0]));
        pages.move(key, block + 1, keyWords);
        int row = blockRow(block, 0);
        if (head == NO_HEAD) {
            pages.set(row, 0, RowLayout.withDiff(0, 1));
        } else {
            pages.move(head, row, headWords);
        }
        pages.move(value, row + headWords, layout.valueWords());
        index.replace(block);
        return block;
    }

    /** The place of a row in a block, or {@code -1 - place} of where it belongs. */
    private int placeIn(EncodedRows chunk, int row, int block) {
        int count = blockCount(pages.get(block, 0));
        if (order.isEmpty()) {
            for (int i = 0, at = blockRow(block, 0); i < count; i++, at += rowWords) {
                if (cells.valueEqual(chunk, row, at, at + headWords)) {
                    return i;
                }
            }
            return -1 - count;
        }
        RowComparator by = order.get();
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int at = blockRow(block, middle);
            int compared = by.compare(chunk, row, at, at + headWords);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return -1 - low;
    }

    private long updateBlock(EncodedRows chunk, int row, long diff, int block) {
        int place = placeIn(chunk, row, block);
        if (place < 0) {
            if (diff != 0) {
                insertIntoBlock(chunk, row, diff, block, place);
            }
            return diff;
        }
        int at = blockRow(block, place);
        long head = pages.get(at, 0);
        long sum = RowLayout.diff(head) + diff;
        if (sum != 0) {
            pages.set(at, 0, RowLayout.withDiff(head, sum));
            return sum;
        }
        removeFromBlock(block, place);
        return 0;
    }

    private void insertIntoBlock(EncodedRows chunk, int row, long diff, int entry, int absent) {
        int place = -1 - absent;
        long first = pages.get(entry, 0);
        int count = blockCount(first);
        int capacity = blockCapacity(first);
        int block = entry;
        if (count == capacity) {
            if (count == blockRows) {
                blockToGroup(entry, chunk, row, diff);
                return;
            }
            block = resize(entry, Math.min(blockRows, nextCapacity(count)));
            capacity = blockCapacity(pages.get(block, 0));
        }
        int at = blockRow(block, place);
        pages.move(at, at + rowWords, (count - place) * rowWords);
        pages.set(block, 0, blockWord(count + 1, capacity));
        cells.copyHead(chunk, row, at, diff, 0);
        cells.copyValue(chunk, row, at + headWords);
        rows++;
    }

    private static int nextCapacity(int count) {
        int i = 0;
        while (CAPACITIES[i] <= count) {
            i++;
        }
        return CAPACITIES[i];
    }

    private int resize(int entry, int capacity) {
        long first = pages.get(entry, 0);
        int count = blockCount(first);
        int block = pages.allocate(blockWords(capacity));
        pages.move(entry + 1, block + 1, keyWords + count * rowWords);
        pages.set(block, 0, blockWord(count, capacity));
        pages.free(entry, blockWords(blockCapacity(first)));
        index.replace(block);
        return block;
    }

    private void removeFromBlock(int entry, int place) {
        long first = pages.get(entry, 0);
        int count = blockCount(first) - 1;
        int capacity = blockCapacity(first);
        int at = blockRow(entry, place);
        cells.freeValue(at + headWords);
        rows--;
        if (order.isPresent()) {
            pages.move(at + rowWords, at, (count - place) * rowWords);
        } else if (place != count) {
            pages.move(blockRow(entry, count), at, rowWords);
        }
        pages.set(entry, 0, blockWord(count, capacity));
        if (count == 1) {
            blockToSingle(entry, capacity);
        } else if (capacity > 8 && count <= capacity / 3) {
            resize(entry, nextCapacity(count));
        }
    }

    private void blockToSingle(int block, int capacity) {
        int row = blockRow(block, 0);
        boolean plain = plainWords > 0 && pages.get(row, 0) == RowLayout.withDiff(0, 1);
        int entry = pages.allocate(plain ? plainWords : layout.words());
        int key = plain ? entry : entry + headWords;
        if (!plain) {
            pages.move(row, entry, headWords);
        }
        pages.move(block + 1, key, keyWords);
        pages.move(row + headWords, key + keyWords, layout.valueWords());
        pages.free(block, blockWords(capacity));
        index.replace(plain ? entry | PLAIN : entry);
    }

    private void blockToGroup(int block, EncodedRows chunk, int row, long diff) {
        RowGroup group = order.isPresent() ? new SortedGroup(cells, order.get()) : new HashedGroup(cells);
        int count = blockCount(pages.get(block, 0));
        for (int i = 0; i < count; i++) {
            group.adopt(blockRow(block, i));
        }
        int number = freeGroups.isEmpty() ? groups.size() : freeGroups.pop();
        if (number == groups.size()) {
            groups.add(Optional.of(group));
        } else {
            groups.set(number, Optional.of(group));
        }
        int entry = pages.allocate(1 + keyWords);
        pages.set(entry, 0, (long) number << 16 | GROUP);
        pages.move(block + 1, entry + 1, keyWords);
        pages.free(block, blockWords(count));
        index.replace(entry);
        group.update(chunk, row, diff);
        rows++;
    }

    private long updateGroup(EncodedRows chunk, int row, long diff, int entry) {
        RowGroup group = group(pages.get(entry, 0));
        int before = group.size();
        long sum = group.update(chunk, row, diff);
        rows += group.size() - before;
        shrinkGroup(entry, group);
        return sum;
    }

    /** Makes a block of a group that has become small; its entry was found last. */
    private void shrinkGroup(int entry, RowGroup group) {
        if (group.size() <= blockRows / 2) {
            int number = (int) (pages.get(entry, 0) >>> 16);
            int block = pages.allocate(blockWords(blockRows));
            pages.set(block, 0, blockWord(group.size(), blockRows));
            pages.move(entry + 1, block + 1, keyWords);
            group.chunks().moveTo(blockRow(block, 0));
            pages.free(entry, 1 + keyWords);
            groups.set(number, Optional.empty());
            freeGroups.push(number);
            index.replace(block);
        }
    }

    /** Drops all rows. */
    public void clear() {
        index.clear();
        pages.clear();
        groups.clear();
        freeGroups.clear();
        rows = 0;
    }

    /** Bytes held: pages, segments and large groups. */
    public long bytes() {
        long bytes = pages.bytes() + index.bytes();
        for (Optional<RowGroup> group : groups) {
            bytes += group.map(RowGroup::bytes).orElse(0L);
        }
        return bytes;
    }
}
