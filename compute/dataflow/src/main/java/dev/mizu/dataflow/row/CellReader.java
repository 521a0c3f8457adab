package dev.mizu.dataflow.row;

import dev.mizu.repr.Decimal;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.DecimalVector;
import dev.mizu.repr.batch.DoubleVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.codec.DatumCodec;
import java.util.Arrays;

/** Decodes cells in pages, a column of many rows at a time. One thread. */
public final class CellReader {
    private final RowLayout layout;
    private final Pages pages;

    CellReader(RowLayout layout, Pages pages) {
        this.layout = layout;
        this.pages = pages;
    }

    /** A column of the rows found. */
    public Vector column(int column, RowMatches rows) {
        boolean key = column < layout.keyColumns();
        int offset = key ? layout.offset(column) : layout.valueOffset(column);
        int[] cells = key ? rows.keys() : rows.values();
        int count = rows.size();
        long[] nulls = nulls(column, rows.heads(), count);
        return switch (layout.kind(column)) {
            case LONG -> {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = pages.get(cells[i], offset);
                }
                yield new LongVector(layout.types().get(column), count, values, nulls);
            }
            case DOUBLE -> {
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    values[i] = Double.longBitsToDouble(pages.get(cells[i], offset));
                }
                yield new DoubleVector(count, values, nulls);
            }
            case DECIMAL -> decimals(cells, offset, count, nulls);
            case BYTES -> bytes(column, cells, offset, count, nulls);
        };
    }

    private long[] nulls(int column, int[] heads, int count) {
        int word = RowLayout.nullWord(column);
        long bit = RowLayout.nullBit(column);
        long[] nulls = {};
        for (int i = 0; i < count; i++) {
            if ((pages.get(heads[i], word) & bit) != 0) {
                if (nulls.length == 0) {
                    nulls = new long[count + 63 >> 6];
                }
                nulls[i >> 6] |= 1L << i;
            }
        }
        return nulls;
    }

    private DecimalVector decimals(int[] cells, int offset, int count, long[] nulls) {
        long[] unscaled = new long[count];
        byte[] scales = new byte[count];
        Decimal[] wide = {};
        for (int i = 0; i < count; i++) {
            long word = pages.get(cells[i], offset);
            long mark = pages.get(cells[i], offset + 1);
            if ((mark & 0xff) == RowLayout.LONG_MARK) {
                wide = wide.length == 0 ? new Decimal[count] : wide;
                scales[i] = DecimalVector.WIDE;
                wide[i] = wideDecimal(word, mark);
            } else {
                unscaled[i] = word;
                scales[i] = (byte) mark;
            }
        }
        return new DecimalVector(count, unscaled, scales, wide, nulls);
    }

    private Decimal wideDecimal(long word, long mark) {
        byte[] encoded = new byte[(int) (mark >>> 8)];
        pages.loadBytes((int) word, encoded.length, encoded, 0);
        return DatumCodec.decode(encoded, 0).asDecimal();
    }

    private BytesVector bytes(int column, int[] cells, int offset, int count, long[] nulls) {
        int[] offsets = new int[count + 1];
        int total = 0;
        for (int i = 0; i < count; i++) {
            offsets[i] = total;
            total = Math.addExact(total, length(pages.get(cells[i], offset)));
        }
        offsets[count] = total;
        // Inline bytes are written as whole words: what runs over is overwritten by the next row or lies beyond.
        byte[] heap = new byte[total + 24];
        for (int i = 0; i < count; i++) {
            copyCell(cells[i], offset, heap, offsets[i], offsets[i + 1]);
        }
        return new BytesVector(layout.types().get(column), count, heap, offsets, nulls);
    }

    private void copyCell(int cell, int offset, byte[] target, int from, int to) {
        long first = pages.get(cell, offset);
        if ((first & 0xff) == RowLayout.LONG_MARK) {
            pages.loadBytes((int) pages.get(cell, offset + 2), to - from, target, from);
            return;
        }
        PageMath.writeWord(target, from, first >>> 8);
        if (to - from > 7) {
            PageMath.writeWord(target, from + 7, pages.get(cell, offset + 1));
            PageMath.writeWord(target, from + 15, pages.get(cell, offset + 2));
        }
    }

    private static int length(long first) {
        int length = (int) (first & 0xff);
        return length == RowLayout.LONG_MARK ? (int) (first >>> 8) : length;
    }

    /** The bytes of one cell. */
    byte[] cellBytes(int cell, int offset) {
        int length = length(pages.get(cell, offset));
        byte[] bytes = new byte[length + 24];
        copyCell(cell, offset, bytes, 0, length);
        return Arrays.copyOf(bytes, length);
    }

    /** The number in one cell. */
    Decimal cellDecimal(int cell, int offset) {
        long word = pages.get(cell, offset);
        long mark = pages.get(cell, offset + 1);
        return (mark & 0xff) == RowLayout.LONG_MARK
                ? wideDecimal(word, mark)
                : Decimal.of(java.math.BigDecimal.valueOf(word, (int) mark));
    }
}
