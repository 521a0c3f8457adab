package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.arrangement.HashIndex;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.Pages;
import dev.mizu.dataflow.row.RowCells;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.repr.PhysicalType;
import java.util.List;

/**
 * A row of words for every group: head (with the number of input rows as its difference), key, the tick's mark, then
 * the words of the aggregates. One thread.
 */
final class GroupTable {
    private final RowLayout layout;
    private final Pages pages = new Pages();
    private final RowCells cells;
    private final HashIndex index = new HashIndex();
    private final int stateAt;
    private final int words;
    // Written only, so that the compiler keeps the loads of touch().
    @SuppressWarnings("UnusedVariable")
    private long touched;

    GroupTable(List<PhysicalType> keyTypes, int stateWords) {
        layout = new RowLayout(keyTypes, keyTypes.size());
        cells = new RowCells(layout, pages);
        stateAt = layout.words() + 1;
        words = stateAt + stateWords;
    }

    RowLayout layout() {
        return layout;
    }

    Pages pages() {
        return pages;
    }

    /** The position of the first aggregate's words in a group's row. */
    int stateAt() {
        return stateAt;
    }

    /** Loads what the chunk's groups will need, slots before rows. */
    void touch(EncodedRows keys) {
        if (keys.size() < 16) {
            return;
        }
        int[] found = new int[keys.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = index.find(keys.hash(i));
        }
        long sum = 0;
        for (int address : found) {
            sum += address == 0 ? 0 : pages.get(address, 0);
        }
        touched += sum;
    }

    /** The group of a row's key, made with zero words if it is new. */
    int findOrInsert(EncodedRows keys, int row) {
        int hash = keys.hash(row);
        for (int found = index.find(hash); found != 0; found = index.findNext(hash)) {
            if (cells.keyEqual(keys, row, found, found + layout.headWords())) {
                return found;
            }
        }
        int address = pages.allocate(words);
        cells.copyHead(keys, row, address, 0, 0);
        cells.copyKey(keys, row, address + layout.headWords());
        for (int i = stateAt - 1; i < words; i++) {
            pages.set(address, i, 0);
        }
        index.insert(hash, address);
        return address;
    }

    /** How many input rows the group has. */
    long total(int address) {
        return RowLayout.diff(pages.get(address, 0));
    }

    /** Whether all aggregates' words are zero, as they are when nothing is left of what was added. */
    boolean blank(int address) {
        for (int i = stateAt; i < words; i++) {
            if (pages.get(address, i) != 0) {
                return false;
            }
        }
        return true;
    }

    void addTotal(int address, long diff) {
        long head = pages.get(address, 0);
        pages.set(address, 0, RowLayout.withDiff(head, RowLayout.diff(head) + diff));
    }

    /** 1 + the group's number among those touched in this tick, or 0. */
    int mark(int address) {
        return (int) pages.get(address, stateAt - 1);
    }

    void setMark(int address, int mark) {
        pages.set(address, stateAt - 1, mark);
    }

    void remove(int address, int hash) {
        int found = index.find(hash);
        while (found != address) {
            found = index.findNext(hash);
        }
        index.remove();
        cells.freeKey(address + layout.headWords());
        pages.free(address, words);
    }

    long groups() {
        return index.size();
    }

    long bytes() {
        return pages.bytes() + index.bytes();
    }
}
