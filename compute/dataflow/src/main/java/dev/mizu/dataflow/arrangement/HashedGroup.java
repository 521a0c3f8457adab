package dev.mizu.dataflow.arrangement;

import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowCells;

/**
 * A large group without an order: rows packed into chunks, found by a hash of their columns beyond the key. Every
 * chunk but the last is full: a row that goes leaves its place to the last one.
 */
final class HashedGroup implements RowGroup {
    private final RowChunks chunks;
    private final HashIndex index = new HashIndex();
    private int size;

    HashedGroup(RowCells cells) {
        chunks = new RowChunks(cells);
    }

    @Override
    public long update(EncodedRows rows, int row, long diff) {
        int hash = rows.valueHash(row);
        for (int found = index.find(hash); found != 0; found = index.findNext(hash)) {
            int address = address(found);
            if (chunks.cells.valueEqual(rows, row, address, chunks.value(address))) {
                return add(found, address, diff);
            }
        }
        if (diff != 0) {
            chunks.write(rows, row, place(hash), diff);
        }
        return diff;
    }

    private long add(int found, int address, long diff) {
        long sum = chunks.add(address, diff);
        if (sum != 0) {
            return sum;
        }
        index.remove();
        fillFromLast(found - 1);
        return 0;
    }

    private void fillFromLast(int ordinal) {
        int last = --size;
        int lastChunk = last / chunks.capacity;
        if (ordinal != last) {
            int moving = address(last + 1);
            int hash = chunks.cells.valueHash(moving, chunks.value(moving));
            int found = index.find(hash);
            while (found != last + 1) {
                found = index.findNext(hash);
            }
            index.replace(ordinal + 1);
            chunks.pages.move(moving, address(ordinal + 1), chunks.rowWords);
        }
        if (--chunks.counts[lastChunk] == 0) {
            chunks.remove(lastChunk);
        }
    }

    /** The address of the row that the index knows as {@code ordinal + 1}. */
    private int address(int found) {
        int ordinal = found - 1;
        return chunks.row(ordinal / chunks.capacity, ordinal % chunks.capacity);
    }

    private int place(int hash) {
        int chunk = size / chunks.capacity;
        if (chunk == chunks.count) {
            chunks.insert(chunk);
        }
        int place = chunks.counts[chunk]++;
        index.insert(hash, ++size);
        return chunks.row(chunk, place);
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
        return address(size);
    }

    @Override
    public void adopt(int address) {
        int hash = chunks.cells.valueHash(address, chunks.value(address));
        chunks.pages.move(address, place(hash), chunks.rowWords);
    }

    @Override
    public long bytes() {
        return chunks.bytes() + index.bytes();
    }
}
