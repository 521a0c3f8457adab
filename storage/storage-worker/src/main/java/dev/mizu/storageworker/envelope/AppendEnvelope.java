package dev.mizu.storageworker.envelope;

import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.storageworker.source.SourceRecord;
import java.util.List;

/** ENVELOPE NONE: every message is an insertion, of a row or of the error that it is none. */
final class AppendEnvelope implements Envelope {
    private final MessageDecoder decoder;

    AppendEnvelope(MessageDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void apply(List<SourceRecord> records, long time, List<UpdatesBuilder> outputs) {
        UpdatesBuilder output = outputs.get(0);
        for (SourceRecord record : records) {
            ByteSink row = decoder.row(record);
            output.add(row.array(), 0, row.size(), time, 1);
        }
    }
}
