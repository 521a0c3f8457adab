package dev.mizu.dataflow.arrangement;

import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.Pages;
import dev.mizu.dataflow.row.RowCells;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import java.util.Arrays;

/** A growable list of chunks, each with places for some rows: the memory of a {@link RowGroup}. */
final class RowChunks {
    private static final int MOST_ROWS = 128;

    final RowCells cells;
    final Pages pages;
    final int headWords;
    final int rowWords;
    final int capacity;
    int[] addresses = new int[2];
    int[] counts = new int[2];
    int count;

    RowChunks(RowCells cells) {
        this.cells = cells;
        this.pages = cells.pages();
        this.headWords = cells.layout().headWords();
        this.rowWords = headWords + cells.layout().valueWords();
        this.capacity = Math.min(MOST_ROWS, Pages.MAX_BLOCK_WORDS / rowWords);
    }

    /** Inserts an empty chunk at an index. */
    void insert(int at) {
        if (count == addresses.length) {
            addresses = Arrays.copyOf(addresses, count * 2);
            counts = Arrays.copyOf(counts, count * 2);
        }
        System.arraycopy(addresses, at, addresses, at + 1, count - at);
        System.arraycopy(counts, at, counts, at + 1, count - at);
        addresses[at] = pages.allocate(capacity * rowWords);
        counts[at] = 0;
        count++;
    }

    void remove(int at) {
        pages.free(addresses[at], capacity * rowWords);
        count--;
        System.arraycopy(addresses, at + 1, addresses, at, count - at);
        System.arraycopy(counts, at + 1, counts, at, count - at);
    }

    int row(int chunk, int place) {
        return addresses[chunk] + place * rowWords;
    }

    int value(int address) {
        return address + headWords;
    }

    boolean full(int chunk) {
        return counts[chunk] == capacity;
    }

    void write(EncodedRows rows, int row, int address, long diff) {
        cells.copyHead(rows, row, address, diff, 0);
        cells.copyValue(rows, row, value(address));
    }

    /**
     * Adds to a row's multiplicity and returns what it is now. Of a row that reaches 0 the cells are freed; its place
     * is the caller's to fill.
     */
    long add(int address, long diff) {
        long head = pages.get(address, 0);
        long sum = RowLayout.diff(head) + diff;
        if (sum != 0) {
            pages.set(address, 0, RowLayout.withDiff(head, sum));
        } else {
            cells.freeValue(value(address));
        }
        return sum;
    }

    /** Adds the rows of one chunk to {@code out}. */
    void collect(int chunk, int probe, int key, RowMatches out) {
        int address = addresses[chunk];
        for (int i = 0; i < counts[chunk]; i++, address += rowWords) {
            out.add(probe, address, key, value(address), RowLayout.diff(pages.get(address, 0)));
        }
    }

    /** Moves all rows, in order, to consecutive places from {@code target} on and gives the chunks back. */
    void moveTo(int target) {
        int at = target;
        for (int i = 0; i < count; i++) {
            pages.move(addresses[i], at, counts[i] * rowWords);
            at += counts[i] * rowWords;
            pages.free(addresses[i], capacity * rowWords);
        }
        count = 0;
    }

    /** Bytes outside the pages. */
    long bytes() {
        return addresses.length * 8L + 64;
    }
}
