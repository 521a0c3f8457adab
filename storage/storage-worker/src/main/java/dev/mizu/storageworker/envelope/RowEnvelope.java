package dev.mizu.storageworker.envelope;

import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.storageworker.source.SourceRecord;
import java.util.List;

/** Records that are rows already. */
final class RowEnvelope implements Envelope {
    @Override
    public void apply(List<SourceRecord> records, long time, List<UpdatesBuilder> outputs) {
        for (SourceRecord record : records) {
            outputs.get(record.output()).add(record.value(), time, record.diff());
        }
    }
}
