package dev.mizu.dataflow.row;

/**
 * The cells of rows that lie in pages: equality with encoded rows, copying in, giving back. Owns no rows: a row is a
 * head address and the address of its key or value words. One thread.
 */
public final class RowCells {
    private final RowLayout layout;
    private final Pages pages;
    private final CellReader reader;
    private byte[] scratch = new byte[64];

    public RowCells(RowLayout layout, Pages pages) {
        this.layout = layout;
        this.pages = pages;
        this.reader = new CellReader(layout, pages);
    }

    public RowLayout layout() {
        return layout;
    }

    public Pages pages() {
        return pages;
    }

    /** Decodes cells to columns. */
    public CellReader reader() {
        return reader;
    }

    /** Whether the key of an encoded row (of any layout with the same key) is the one stored. */
    public boolean keyEqual(EncodedRows rows, int row, int head, int key) {
        long[] words = rows.words();
        int at = rows.at(row);
        int probeHead = rows.layout().headWords();
        for (int w = 0; w < layout.headWords(); w++) {
            long mask = layout.keyNulls(w);
            long probe = w < probeHead ? words[at + w] : 0;
            if (((pages.get(head, w) ^ probe) & mask) != 0) {
                return false;
            }
        }
        int from = at + probeHead;
        return layout.keyVariable()
                ? cellsEqual(rows, from, key, true)
                : pages.equal(key, words, from, layout.keyWords());
    }

    /** Whether the columns beyond the key are the ones stored; keys are known to be equal. */
    public boolean valueEqual(EncodedRows rows, int row, int head, int value) {
        long[] words = rows.words();
        int at = rows.at(row);
        if (((pages.get(head, 0) ^ words[at]) & RowLayout.NULL_MASK) != 0) {
            return false;
        }
        for (int w = 1; w < layout.headWords(); w++) {
            if (pages.get(head, w) != words[at + w]) {
                return false;
            }
        }
        int from = at + layout.headWords() + layout.keyWords();
        return layout.valueVariable()
                ? cellsEqual(rows, from, value, false)
                : pages.equal(value, words, from, layout.valueWords());
    }

    private boolean cellsEqual(EncodedRows rows, int from, int address, boolean key) {
        long[] words = rows.words();
        int base = key ? 0 : layout.keyWords();
        int end = key ? layout.keyColumns() : layout.arity();
        for (int c = key ? 0 : layout.keyColumns(); c < end; c++) {
            int offset = layout.offset(c) - base;
            int at = from + offset;
            switch (layout.kind(c)) {
                case LONG, DOUBLE -> {
                    if (pages.get(address, offset) != words[at]) {
                        return false;
                    }
                }
                case DECIMAL -> {
                    long mark = words[at + 1];
                    if (pages.get(address, offset + 1) != mark) {
                        return false;
                    }
                    long differing = pages.get(address, offset) ^ words[at];
                    boolean heaped = (mark & 0xff) == RowLayout.LONG_MARK;
                    if (heaped
                            ? differing >>> 32 != 0
                                    || !heapEqual(rows, (int) words[at], (int) pages.get(address, offset), mark)
                            : differing != 0) {
                        return false;
                    }
                }
                case BYTES -> {
                    long mark = words[at];
                    if (pages.get(address, offset) != mark || pages.get(address, offset + 1) != words[at + 1]) {
                        return false;
                    }
                    if ((mark & 0xff) == RowLayout.LONG_MARK
                            ? !heapEqual(rows, (int) words[at + 2], (int) pages.get(address, offset + 2), mark)
                            : pages.get(address, offset + 2) != words[at + 2]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean heapEqual(EncodedRows rows, int start, int stored, long mark) {
        int length = (int) (mark >>> 8);
        loadScratch(stored, length);
        return java.util.Arrays.equals(scratch, 0, length, rows.heap(), start, start + length);
    }

    private void loadScratch(int stored, int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, scratch.length * 2)];
        }
        pages.loadBytes(stored, length, scratch, 0);
    }

    /** What {@link EncodedRows#valueHash} says of the same row. */
    public int valueHash(int head, int value) {
        long nulls = 0;
        for (int w = 0; w < layout.headWords(); w++) {
            long marks = w == 0 ? pages.get(head, 0) & RowLayout.NULL_MASK : pages.get(head, w);
            nulls ^= (marks & ~layout.keyNulls(w)) * (2L * w + 1);
        }
        long hash = RowHash.start(nulls);
        for (int c = layout.keyColumns(); c < layout.arity(); c++) {
            int offset = layout.valueOffset(c);
            long first = pages.get(value, offset);
            switch (layout.kind(c)) {
                case LONG, DOUBLE -> hash = RowHash.add(hash, first);
                case DECIMAL -> {
                    long mark = pages.get(value, offset + 1);
                    boolean heaped = (mark & 0xff) == RowLayout.LONG_MARK;
                    hash = RowHash.add(RowHash.add(hash, heaped ? first & 0xffffffff00000000L : first), mark);
                }
                case BYTES -> {
                    hash = RowHash.add(RowHash.add(hash, first), pages.get(value, offset + 1));
                    if ((first & 0xff) != RowLayout.LONG_MARK) {
                        hash = RowHash.add(hash, pages.get(value, offset + 2));
                    }
                }
            }
        }
        return (int) (RowHash.finish(hash) >>> 32);
    }

    /** Writes the head words of an encoded row, with a difference and the owner's two bits. */
    public void copyHead(EncodedRows rows, int row, int head, long diff, int tier) {
        int at = rows.at(row);
        pages.set(head, 0, RowLayout.withDiff(rows.words()[at] | tier, diff));
        for (int w = 1; w < layout.headWords(); w++) {
            pages.set(head, w, rows.words()[at + w]);
        }
    }

    /** Copies the key in, its long bytes into the heap. */
    public void copyKey(EncodedRows rows, int row, int key) {
        int from = rows.at(row) + rows.layout().headWords();
        pages.copyIn(rows.words(), from, key, layout.keyWords());
        if (layout.keyVariable()) {
            storeHeap(rows, key, true);
        }
    }

    /** Copies the columns beyond the key in, their long bytes into the heap. */
    public void copyValue(EncodedRows rows, int row, int value) {
        int from = rows.at(row) + layout.headWords() + layout.keyWords();
        pages.copyIn(rows.words(), from, value, layout.valueWords());
        if (layout.valueVariable()) {
            storeHeap(rows, value, false);
        }
    }

    private void storeHeap(EncodedRows rows, int address, boolean key) {
        int base = key ? 0 : layout.keyWords();
        int end = key ? layout.keyColumns() : layout.arity();
        for (int c = key ? 0 : layout.keyColumns(); c < end; c++) {
            int offset = layout.offset(c) - base;
            int mark = markOffset(c, offset);
            if (mark >= 0 && (pages.get(address, mark) & 0xff) == RowLayout.LONG_MARK) {
                int length = (int) (pages.get(address, mark) >>> 8);
                int reference = referenceOffset(c, offset);
                long word = pages.get(address, reference);
                long stored = Integer.toUnsignedLong(pages.storeBytes(rows.heap(), (int) word, length));
                pages.set(address, reference, word & 0xffffffff00000000L | stored);
            }
        }
    }

    /** Gives back the long bytes of a stored key. */
    public void freeKey(int key) {
        if (layout.keyVariable()) {
            freeHeap(key, true);
        }
    }

    /** Gives back the long bytes of stored columns beyond the key. */
    public void freeValue(int value) {
        if (layout.valueVariable()) {
            freeHeap(value, false);
        }
    }

    private void freeHeap(int address, boolean key) {
        int base = key ? 0 : layout.keyWords();
        int end = key ? layout.keyColumns() : layout.arity();
        for (int c = key ? 0 : layout.keyColumns(); c < end; c++) {
            int offset = layout.offset(c) - base;
            int mark = markOffset(c, offset);
            if (mark >= 0 && (pages.get(address, mark) & 0xff) == RowLayout.LONG_MARK) {
                int length = (int) (pages.get(address, mark) >>> 8);
                pages.freeBytes((int) pages.get(address, referenceOffset(c, offset)), length);
            }
        }
    }

    private int markOffset(int column, int offset) {
        return switch (layout.kind(column)) {
            case LONG, DOUBLE -> -1;
            case DECIMAL -> offset + 1;
            case BYTES -> offset;
        };
    }

    private int referenceOffset(int column, int offset) {
        return layout.kind(column) == WordKind.BYTES ? offset + 2 : offset;
    }
}
