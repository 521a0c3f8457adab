package dev.mizu.repr.batch;

import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.repr.codec.ByteSource;
import dev.mizu.repr.codec.DatumCodec;
import dev.mizu.repr.codec.JsonBytes;
import java.util.Arrays;

/** Rows of batches in the encoding of {@link dev.mizu.repr.codec.RowCodec}, without making datums of plain columns. */
public final class BatchRowCodec {
    private BatchRowCodec() {}

    /** Appends the encoding of one row of a batch to {@code sink}. */
    public static void encode(ColumnBatch batch, int row, ByteSink sink) {
        for (int i = 0; i < batch.arity(); i++) {
            Vector column = batch.column(i);
            if (column.isNull(row)) {
                DatumCodec.encode(Datum.NULL, sink);
                continue;
            }
            switch (column) {
                case LongVector v -> {
                    if (v.physical() == PhysicalType.BOOL) {
                        DatumCodec.encode(v.datum(row), sink);
                    } else {
                        DatumCodec.encodeLong(v.values()[row], sink);
                    }
                }
                case DoubleVector v -> DatumCodec.encodeDouble(v.values()[row], sink);
                case DecimalVector v -> DatumCodec.encodeDecimal(v.decimal(row), sink);
                case BytesVector v -> encodeSlice(v, row, sink);
            }
        }
    }

    /** Appends one encoded row to a builder, whose schema says the arity and the kinds. */
    public static void decode(ByteSource source, int arity, BatchBuilder into, long diff) {
        for (int i = 0; i < arity; i++) {
            decodeInto(source, into.column(i));
        }
        into.endRow(diff);
    }

    private static void encodeSlice(BytesVector column, int row, ByteSink sink) {
        int from = column.offsets()[row];
        int length = column.length(row);
        switch (column.physical()) {
            case TEXT -> DatumCodec.encodeText(column.heap(), from, length, sink);
            case BYTES -> DatumCodec.encodeBytes(Arrays.copyOfRange(column.heap(), from, from + length), sink);
            default -> sink.put(column.heap(), from, length);
        }
    }

    private static void decodeInto(ByteSource source, VectorBuilder column) {
        if (DatumCodec.nextIsLong(source)) {
            column.appendLong(DatumCodec.decodeLong(source));
        } else if (DatumCodec.nextIsText(source)) {
            int start = source.position() + 1;
            int end = start;
            byte[] bytes = source.array();
            while (bytes[end] != 0) {
                end++;
            }
            column.appendBytes(bytes, start, end - start);
            source.skip(end - start + 2);
        } else if (JsonBytes.isJson(source.peek())) {
            // A column keeps it in the same bytes.
            int start = source.position();
            int length = JsonBytes.end(source.array(), start) - start;
            column.appendBytes(source.array(), start, length);
            source.skip(length);
        } else {
            column.append(DatumCodec.decode(source));
        }
    }
}
