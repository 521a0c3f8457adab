package dev.mizu.dataflow.arrangement;

import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowCells;
import dev.mizu.dataflow.row.RowComparator;
import dev.mizu.dataflow.row.RowLayout;

/** A large group in order: sorted chunks that split in halves when full and go when empty, a tree of two levels. */
final class SortedGroup implements RowGroup {
    private final RowChunks chunks;
    private final RowComparator order;
    private int size;

    SortedGroup(RowCells cells, RowComparator order) {
        this.chunks = new RowChunks(cells);
        this.order = order;
    }

    @Override
    public long update(EncodedRows rows, int row, long diff) {
        if (diff != 0 && isBeyond(rows, row)) {
            // What grows comes in order, more often than not.
            int last = chunks.count - 1;
            chunks.write(rows, row, open(last, chunks.counts[last]), diff);
            return diff;
        }
        int chunk = chunkFor(rows, row);
        int low = 0;
        int high = chunks.counts[chunk] - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int address = chunks.row(chunk, middle);
            int compared = order.compare(rows, row, address, chunks.value(address));
            if (compared == 0) {
                return add(chunk, middle, diff);
            }
            if (compared < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        if (diff != 0) {
            chunks.write(rows, row, open(chunk, low), diff);
        }
        return diff;
    }

    private boolean isBeyond(EncodedRows rows, int row) {
        if (size == 0) {
            return false;
        }
        int last = last();
        return order.compare(rows, row, last, chunks.value(last)) > 0;
    }

    /** The last chunk whose first row is not after the row. */
    private int chunkFor(EncodedRows rows, int row) {
        int low = 1;
        int high = chunks.count - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int address = chunks.row(middle, 0);
            if (order.compare(rows, row, address, chunks.value(address)) < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return low - 1;
    }

    private long add(int chunk, int place, long diff) {
        int address = chunks.row(chunk, place);
        long sum = chunks.add(address, diff);
        if (sum != 0) {
            return sum;
        }
        int left = --chunks.counts[chunk];
        size--;
        chunks.pages.move(address + chunks.rowWords, address, (left - place) * chunks.rowWords);
        if (left == 0 && chunks.count > 1) {
            chunks.remove(chunk);
        }
        return 0;
    }

    /** Drops the last row, however often it is there. */
    void removeLast() {
        int chunk = chunks.count - 1;
        int place = chunks.counts[chunk] - 1;
        add(chunk, place, -RowLayout.diff(chunks.pages.get(chunks.row(chunk, place), 0)));
    }

    /** Makes room at a place of a chunk and returns the address of the room. */
    private int open(int chunk, int place) {
        int target = chunk;
        int at = place;
        if (chunks.full(chunk)) {
            // A chunk that fills at its end is being filled in order: leave it full.
            int keep = at == chunks.capacity ? at : chunks.capacity / 2;
            chunks.insert(chunk + 1);
            int moved = chunks.capacity - keep;
            chunks.pages.move(chunks.row(chunk, keep), chunks.row(chunk + 1, 0), moved * chunks.rowWords);
            chunks.counts[chunk] = keep;
            chunks.counts[chunk + 1] = moved;
            if (at >= keep) {
                target = chunk + 1;
                at -= keep;
            }
        }
        int address = chunks.row(target, at);
        chunks.pages.move(address, address + chunks.rowWords, (chunks.counts[target] - at) * chunks.rowWords);
        chunks.counts[target]++;
        size++;
        return address;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public RowChunks chunks() {
        return chunks;
    }

    @Override
    public int last() {
        return chunks.row(chunks.count - 1, chunks.counts[chunks.count - 1] - 1);
    }

    @Override
    public void adopt(int address) {
        if (chunks.count == 0) {
            chunks.insert(0);
        }
        int last = chunks.count - 1;
        chunks.pages.move(address, open(last, chunks.counts[last]), chunks.rowWords);
    }

    @Override
    public long bytes() {
        return chunks.bytes();
    }
}
