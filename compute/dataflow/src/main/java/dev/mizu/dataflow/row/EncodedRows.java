package dev.mizu.dataflow.row;

import dev.mizu.repr.Decimal;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.DecimalVector;
import dev.mizu.repr.batch.DoubleVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.repr.codec.DatumCodec;

/**
 * A chunk of rows of a batch as words, in a layout: what is probed with and inserted. Bytes that do not fit inline lie
 * in the chunk's own heap. Reused between chunks; one thread.
 */
public final class EncodedRows {
    /** The most rows of one chunk. */
    public static final int CHUNK = 1024;

    private final RowLayout layout;
    private final int stride;
    private long[] words = new long[0];
    private long[] hashes = new long[0];
    private long[] valueHashes = new long[0];
    private final ByteSink heap = new ByteSink(64);
    private int size;
    private boolean valuesHashed;
    private boolean skipNullKeys;

    public EncodedRows(RowLayout layout) {
        this.layout = layout;
        this.stride = layout.words();
    }

    public RowLayout layout() {
        return layout;
    }

    public int size() {
        return size;
    }

    long[] words() {
        return words;
    }

    /** Whether any column of a row is NULL. */
    public boolean hasNulls(int row) {
        for (int word = 0; word < layout.headWords(); word++) {
            if (words[row * stride + word] != 0) {
                return true;
            }
        }
        return false;
    }

    /** From now on rows with a NULL in their key match nothing. */
    public EncodedRows skippingNullKeys() {
        skipNullKeys = true;
        return this;
    }

    /** Whether a row matches nothing, because of a NULL in its key. */
    public boolean skipped(int row) {
        return skipNullKeys && nullKey(row);
    }

    private boolean nullKey(int row) {
        for (int word = 0; word < layout.headWords(); word++) {
            if ((words[row * stride + word] & layout.keyNulls(word)) != 0) {
                return true;
            }
        }
        return false;
    }

    /** The position of a row's first head word. */
    int at(int row) {
        return row * stride;
    }

    /** The hash of a row's key. */
    public int hash(int row) {
        return (int) (hashes[row] >>> 32);
    }

    byte[] heap() {
        return heap.array();
    }

    /**
     * Encodes rows {@code [from, to)} of a batch, the columns {@code columns} in the order of the layout, and hashes
     * their keys.
     */
    public void encode(ColumnBatch batch, int[] columns, int from, int to) {
        size = to - from;
        valuesHashed = false;
        if (words.length < size * stride) {
            words = new long[size * stride];
            hashes = new long[size];
        }
        heap.clear();
        for (int word = 0; word < layout.headWords(); word++) {
            for (int i = 0, at = word; i < size; i++, at += stride) {
                words[at] = 0;
            }
        }
        for (int i = 0; i < layout.arity(); i++) {
            Vector vector = batch.column(columns[i]);
            encodeColumn(vector, i, from);
            if (vector.hasNulls()) {
                markNulls(vector, i, from);
            }
        }
        hash(hashes, true);
    }

    /** The hash of a row's columns beyond the key; computed for the whole chunk when first asked for. */
    public int valueHash(int row) {
        if (!valuesHashed) {
            if (valueHashes.length < size) {
                valueHashes = new long[size];
            }
            hash(valueHashes, false);
            valuesHashed = true;
        }
        return (int) (valueHashes[row] >>> 32);
    }

    private void encodeColumn(Vector vector, int column, int from) {
        int first = layout.headWords() + layout.offset(column);
        switch (vector) {
            case LongVector v -> {
                long[] values = v.values();
                for (int i = 0, at = first; i < size; i++, at += stride) {
                    words[at] = values[from + i];
                }
            }
            case DoubleVector v -> {
                double[] values = v.values();
                for (int i = 0, at = first; i < size; i++, at += stride) {
                    double value = values[from + i];
                    words[at] = value == 0.0 ? 0L : Double.doubleToLongBits(value);
                }
            }
            case DecimalVector v -> {
                for (int i = 0, at = first; i < size; i++, at += stride) {
                    if (v.scales()[from + i] == DecimalVector.WIDE) {
                        encodeWide(v.wide()[from + i], at);
                    } else {
                        words[at] = v.unscaled()[from + i];
                        words[at + 1] = v.scales()[from + i];
                    }
                }
            }
            case BytesVector v -> {
                int[] offsets = v.offsets();
                byte[] source = v.heap();
                for (int i = 0, at = first; i < size; i++, at += stride) {
                    int start = offsets[from + i];
                    encodeBytes(source, start, offsets[from + i + 1] - start, at);
                }
            }
        }
    }

    private void encodeWide(Decimal value, int at) {
        int start = heap.size();
        DatumCodec.encodeDecimal(value, heap);
        int length = heap.size() - start;
        long hash = RowHash.ofBytes(heap.array(), start, length);
        words[at] = hash & 0xffffffff00000000L | start;
        words[at + 1] = (long) length << 8 | RowLayout.LONG_MARK;
    }

    private void encodeBytes(byte[] source, int start, int length, int at) {
        if (length <= RowLayout.INLINE_BYTES) {
            int first = Math.min(length, 7);
            words[at] = PageMath.readPart(source, start, first) << 8 | length;
            words[at + 1] = length >= 15
                    ? PageMath.readWord(source, start + 7)
                    : length > 7 ? PageMath.readPart(source, start + 7, length - 7) : 0;
            words[at + 2] = length == RowLayout.INLINE_BYTES
                    ? PageMath.readWord(source, start + 15)
                    : length > 15 ? PageMath.readPart(source, start + 15, length - 15) : 0;
            return;
        }
        words[at] = (long) length << 8 | RowLayout.LONG_MARK;
        words[at + 1] = RowHash.ofBytes(source, start, length);
        words[at + 2] = heap.size();
        heap.put(source, start, length);
    }

    private void markNulls(Vector vector, int column, int from) {
        int first = layout.headWords() + layout.offset(column);
        int nullWord = RowLayout.nullWord(column);
        long bit = RowLayout.nullBit(column);
        int width = layout.kind(column).words;
        for (int i = 0; i < size; i++) {
            if (vector.isNull(from + i)) {
                int at = i * stride;
                words[at + nullWord] |= bit;
                for (int w = 0; w < width; w++) {
                    words[at + first + w] = 0;
                }
            }
        }
    }

    private void hash(long[] into, boolean key) {
        hashNulls(into, key);
        int head = layout.headWords();
        int fromColumn = key ? 0 : layout.keyColumns();
        int toColumn = key ? layout.keyColumns() : layout.arity();
        for (int column = fromColumn; column < toColumn; column++) {
            int first = head + layout.offset(column);
            switch (layout.kind(column)) {
                case LONG, DOUBLE -> {
                    for (int i = 0, at = first; i < size; i++, at += stride) {
                        into[i] = RowHash.add(into[i], words[at]);
                    }
                }
                case DECIMAL -> {
                    for (int i = 0, at = first; i < size; i++, at += stride) {
                        boolean heaped = (words[at + 1] & 0xff) == RowLayout.LONG_MARK;
                        long low = heaped ? words[at] & 0xffffffff00000000L : words[at];
                        into[i] = RowHash.add(RowHash.add(into[i], low), words[at + 1]);
                    }
                }
                case BYTES -> {
                    for (int i = 0, at = first; i < size; i++, at += stride) {
                        long hash = RowHash.add(RowHash.add(into[i], words[at]), words[at + 1]);
                        boolean heaped = (words[at] & 0xff) == RowLayout.LONG_MARK;
                        into[i] = heaped ? hash : RowHash.add(hash, words[at + 2]);
                    }
                }
            }
        }
        for (int i = 0; i < size; i++) {
            into[i] = RowHash.finish(into[i]);
        }
    }

    /** Head words beyond those of a shorter layout must not change the hash of the same key. */
    private void hashNulls(long[] into, boolean key) {
        for (int i = 0; i < size; i++) {
            long nulls = 0;
            for (int word = 0; word < layout.headWords(); word++) {
                long mask = layout.keyNulls(word);
                nulls ^= (words[i * stride + word] & (key ? mask : ~mask)) * (2L * word + 1);
            }
            into[i] = RowHash.start(nulls);
        }
    }
}
