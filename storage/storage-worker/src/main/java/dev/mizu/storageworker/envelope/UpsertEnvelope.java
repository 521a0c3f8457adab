package dev.mizu.storageworker.envelope;

import dev.mizu.base.Check;
import dev.mizu.expr.ShardRow;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.repr.codec.ByteSource;
import dev.mizu.repr.codec.DatumCodec;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaColumn;
import dev.mizu.storageworker.source.SourceRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * ENVELOPE UPSERT: the last message of a key is its row or its error; a message without value takes it away. Keys are
 * equal when their decoded values are. Messages without a key, and those of a key that cannot be decoded, are errors
 * that obey the same rule among themselves.
 */
final class UpsertEnvelope implements Envelope {
    /** Before the bytes of a key that cannot be decoded; no encoded datum starts with it. */
    private static final int UNDECODED = 0x01;
    /** The key of messages without one. */
    private static final int MISSING = 0x02;

    private final MessageDecoder decoder;
    private final int keyColumn;
    private final UpsertState state = new UpsertState();
    private final ByteSink key = new ByteSink(256);
    private final ByteSource source = new ByteSource(new byte[0], 0);

    UpsertEnvelope(MessageDecoder decoder, KafkaSourcePlan plan) {
        this.decoder = decoder;
        this.keyColumn = plan.columns().indexOf(KafkaColumn.KEY);
        Check.that(keyColumn >= 0, "a source with ENVELOPE UPSERT has no key column");
    }

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public void rehydrate(Updates stored) {
        byte[] heap = stored.heap();
        for (int i = 0; i < stored.size(); i++) {
            int start = stored.rowStart(i);
            int end = stored.rowEnd(i);
            Check.that(stored.diff(i) == 1, "a row of an upsert source occurs %d times", stored.diff(i));
            key.clear();
            if (ShardRow.isError(heap, start, end)) {
                Optional<byte[]> bytes = MessageDecoder.keyOf(ShardRow.decodeError(heap, start, end));
                identify(bytes.isPresent(), bytes.orElse(SourceRecord.ABSENT));
            } else {
                source.reset(heap, start);
                for (int column = 0; column < keyColumn; column++) {
                    DatumCodec.decode(source);
                }
                int keyStart = source.position();
                DatumCodec.decode(source);
                key.put(heap, keyStart, source.position() - keyStart);
            }
            Check.that(!state.find(key.array(), key.size()), "two rows of an upsert source have one key");
            state.put(key.array(), key.size(), heap, start, end);
        }
    }

    /** Puts the identity of a key into {@link #key}. */
    private void identify(boolean present, byte[] bytes) {
        key.clear();
        if (!present) {
            key.put(MISSING);
        } else if (!decoder.key(bytes, key)) {
            key.clear();
            key.put(UNDECODED);
            key.put(bytes, 0, bytes.length);
        }
    }

    @Override
    public void apply(List<SourceRecord> records, long time, List<UpdatesBuilder> outputs) {
        UpdatesBuilder output = outputs.get(0);
        for (SourceRecord record : records) {
            identify(record.hasKey(), record.key());
            boolean known = state.find(key.array(), key.size());
            if (!record.hasValue()) {
                if (known) {
                    output.add(state.page(), state.start(), state.end(), time, -1);
                    state.remove();
                }
                continue;
            }
            ByteSink row = record.hasKey() ? decoder.row(record) : decoder.missingKey(record);
            if (known) {
                if (Arrays.equals(state.page(), state.start(), state.end(), row.array(), 0, row.size())) {
                    continue;
                }
                output.add(state.page(), state.start(), state.end(), time, -1);
                state.remove();
            }
            output.add(row.array(), 0, row.size(), time, 1);
            state.put(key.array(), key.size(), row.array(), 0, row.size());
        }
    }
}
