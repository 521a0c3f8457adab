package dev.mizu.repr.codec;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
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
}
