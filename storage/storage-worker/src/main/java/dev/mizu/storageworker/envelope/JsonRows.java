package dev.mizu.storageworker.envelope;

import dev.mizu.interchange.pgformat.Utf8;
import dev.mizu.repr.Datum;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.repr.codec.DatumCodec;
import dev.mizu.repr.text.JsonText;

/** JSON text to the encoding of a jsonb datum. One thread. */
final class JsonRows {
    /** Throws {@link dev.mizu.repr.text.TextFormatException} or {@link dev.mizu.base.error.SqlException}. */
    void encode(byte[] text, ByteSink sink) {
        DatumCodec.encode(new Datum.JsonDatum(JsonText.parse(Utf8.decode(text, 0, text.length))), sink);
    }
}
