package dev.mizu.dataflow.row;

import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.codec.DatumCodec;
import java.math.BigDecimal;
import java.util.Arrays;

/** Compares encoded rows with stored ones in a {@link RowOrder} over the columns beyond the key. One thread. */
public final class RowComparator {
    private final RowLayout layout;
    private final Pages pages;
    private final CellReader reader;
    private final RowOrder.Column[] columns;
    private final int asked;

    /** {@code order} is made total over the columns beyond the key, which must be all it names. */
    public RowComparator(RowCells cells, RowOrder order) {
        this.layout = cells.layout();
        this.pages = cells.pages();
        this.reader = cells.reader();
        this.asked = order.columns().size();
        this.columns = order.totalOver(layout.keyColumns(), layout.arity())
                .columns().toArray(new RowOrder.Column[0]);
    }

    /** Negative, zero or positive as the encoded row sorts before, is, or sorts after the stored one. */
    public int compare(EncodedRows rows, int row, int head, int value) {
        int at = rows.at(row);
        int first = at + layout.headWords() + layout.keyWords();
        for (int i = 0; i < columns.length; i++) {
            RowOrder.Column by = columns[i];
            int word = RowLayout.nullWord(by.column());
            long bit = RowLayout.nullBit(by.column());
            boolean leftNull = (rows.words()[at + word] & bit) != 0;
            boolean rightNull = (pages.get(head, word) & bit) != 0;
            if (leftNull | rightNull) {
                if (leftNull != rightNull) {
                    return leftNull == by.nullsFirst() ? -1 : 1;
                }
                continue;
            }
            int offset = layout.valueOffset(by.column());
            int order = compareCell(rows, first + offset, value, i);
            if (order != 0) {
                return by.descending() ? -order : order;
            }
        }
        return 0;
    }

    /** The cells of the column that comes {@code i}th in the order; only those asked for are ordered by meaning. */
    private int compareCell(EncodedRows rows, int at, int value, int i) {
        RowOrder.Column by = columns[i];
        int offset = layout.valueOffset(by.column());
        long left = rows.words()[at];
        long right = pages.get(value, offset);
        return switch (layout.kind(by.column())) {
            case LONG -> by.unsigned() ? Long.compareUnsigned(left, right) : Long.compare(left, right);
            case DOUBLE -> Double.compare(Double.longBitsToDouble(left), Double.longBitsToDouble(right));
            case DECIMAL -> compareDecimal(rows, at, value, offset);
            case BYTES -> compareBytes(rows, at, value, offset,
                    i < asked ? layout.types().get(by.column()) : PhysicalType.BYTES);
        };
    }

    private int compareDecimal(EncodedRows rows, int at, int value, int offset) {
        long left = rows.words()[at];
        long leftMark = rows.words()[at + 1];
        if (leftMark == pages.get(value, offset + 1) && (leftMark & 0xff) != RowLayout.LONG_MARK) {
            return Long.compare(left, pages.get(value, offset));
        }
        Decimal mine = (leftMark & 0xff) == RowLayout.LONG_MARK
                ? DatumCodec.decode(rows.heap(), (int) left).asDecimal()
                : Decimal.of(BigDecimal.valueOf(left, (int) leftMark));
        return mine.compareTo(reader.cellDecimal(value, offset));
    }

    private int compareBytes(EncodedRows rows, int at, int value, int offset, PhysicalType type) {
        byte[] left = encodedBytes(rows, at);
        byte[] right = reader.cellBytes(value, offset);
        return switch (type) {
            case TEXT, BYTES, UUID -> Arrays.compareUnsigned(left, right);
            case BOOL, INT, FLOAT, NUMERIC, INTERVAL, JSON, ARRAY, LIST, MAP, RECORD, RANGE ->
                    DatumOrder.compare(DatumCodec.decode(left, 0), DatumCodec.decode(right, 0));
        };
    }

    private static byte[] encodedBytes(EncodedRows rows, int at) {
        long[] words = rows.words();
        int length = (int) (words[at] & 0xff);
        if (length == RowLayout.LONG_MARK) {
            int start = (int) words[at + 2];
            return Arrays.copyOfRange(rows.heap(), start, start + (int) (words[at] >>> 8));
        }
        byte[] bytes = new byte[24];
        PageMath.writeWord(bytes, 0, words[at] >>> 8);
        PageMath.writeWord(bytes, 7, words[at + 1]);
        PageMath.writeWord(bytes, 15, words[at + 2]);
        return Arrays.copyOf(bytes, length);
    }
}
