package dev.mizu.repr.codec;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.DecimalVector;
import dev.mizu.repr.batch.DoubleVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.ArrayList;
import java.util.List;

/** Rows as the concatenation of their datums' encodings, see {@link DatumCodec}; the arity is known from outside. */
public final class RowCodec {
    private RowCodec() {}

    public static byte[] encode(Row row) {
        ByteSink sink = new ByteSink(16 * row.arity());
        for (Datum datum : row.datums()) {
            DatumCodec.encode(datum, sink);
        }
        return sink.toArray();
    }

    public static Row decode(byte[] bytes, int from, int arity) {
        ByteSource source = new ByteSource(bytes, from);
        List<Datum> datums = new ArrayList<>(arity);
        for (int i = 0; i < arity; i++) {
            datums.add(DatumCodec.decode(source));
        }
        return new Row(datums);
    }

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
                    if (v.physical() == dev.mizu.repr.PhysicalType.BOOL) {
                        DatumCodec.encode(v.datum(row), sink);
                    } else {
                        DatumCodec.encodeLong(v.values()[row], sink);
                    }
                }
                case DoubleVector v -> DatumCodec.encodeDouble(v.values()[row], sink);
                case DecimalVector v -> DatumCodec.encodeDecimal(v.decimal(row), sink);
                case BytesVector v -> DatumCodec.encodeSlice(v, row, sink);
            }
        }
    }

    /** Appends one encoded row to a builder, whose schema says the arity and the kinds. */
    public static void decode(ByteSource source, int arity, BatchBuilder into, long diff) {
        for (int i = 0; i < arity; i++) {
            VectorBuilder column = into.column(i);
            DatumCodec.decodeInto(source, column);
        }
        into.endRow(diff);
    }
}
