package dev.mizu.storageworker.envelope;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.ShardRow;
import dev.mizu.interchange.pgformat.Utf8;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.repr.codec.DatumCodec;
import dev.mizu.repr.text.TextFormatException;
import dev.mizu.storageplan.DataFormat;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaColumn;
import dev.mizu.storageworker.source.SourceRecord;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Messages to stored rows. What cannot be decoded becomes a stored error that names partition, offset and reason; its
 * detail is the message's key, so that an error's key can be told from the error alone. One thread.
 */
final class MessageDecoder {
    private static final String NO_KEY = "no key";
    private static final String KEY_PREFIX = "key \\x";

    private final List<KafkaColumn> columns;
    private final List<ColumnType> types;
    private final DataFormat keyFormat;
    private final DataFormat valueFormat;
    private final JsonRows json = new JsonRows();
    private final ByteSink row = new ByteSink(1024);

    MessageDecoder(KafkaSourcePlan plan, RelationType type) {
        this.columns = plan.columns();
        this.types = type.columns();
        this.keyFormat = plan.keyFormat().orElse(DataFormat.BYTES);
        this.valueFormat = plan.valueFormat();
    }

    /** The stored form of a message's row or error; valid until the next call. */
    ByteSink row(SourceRecord record) {
        row.clear();
        String part = "value";
        try {
            for (int i = 0; i < columns.size(); i++) {
                switch (columns.get(i)) {
                    case KEY -> {
                        part = "key";
                        field(keyFormat, record.key(), record.hasKey(), types.get(i));
                    }
                    case VALUE -> {
                        part = "value";
                        field(valueFormat, record.value(), record.hasValue(), types.get(i));
                    }
                    case PARTITION -> DatumCodec.encodeLong(record.partition(), row);
                    case OFFSET -> DatumCodec.encodeLong(record.offset(), row);
                    case TIMESTAMP -> DatumCodec.encodeLong(record.epochMillis() * 1000, row);
                }
            }
            return row;
        } catch (TextFormatException e) {
            return error(record, part, e.error());
        } catch (SqlException e) {
            return error(record, part, e.error());
        }
    }

    private void field(DataFormat format, byte[] bytes, boolean present, ColumnType type) {
        if (present) {
            decode(format, bytes, row);
        } else if (type.nullable()) {
            DatumCodec.encode(Datum.NULL, row);
        } else {
            throw new SqlException(SqlState.NOT_NULL_VIOLATION, "it is missing");
        }
    }

    private void decode(DataFormat format, byte[] bytes, ByteSink sink) {
        switch (format) {
            case JSON -> json.encode(bytes, sink);
            case TEXT -> DatumCodec.encodeText(Utf8.decode(bytes, 0, bytes.length), sink);
            case BYTES -> DatumCodec.encodeBytes(bytes, sink);
        }
    }

    /** Appends the key's encoded datum to {@code sink}; false, with whatever in the sink, when it cannot be decoded. */
    boolean key(byte[] key, ByteSink sink) {
        try {
            decode(keyFormat, key, sink);
            return true;
        } catch (TextFormatException | SqlException e) {
            return false;
        }
    }

    /** The stored error of a message that lacks the key it must have. */
    ByteSink missingKey(SourceRecord record) {
        return error(record, "key", SqlError.of(SqlState.NOT_NULL_VIOLATION, "it is missing"));
    }

    private ByteSink error(SourceRecord record, String part, SqlError reason) {
        String detail = record.hasKey() ? KEY_PREFIX + HexFormat.of().formatHex(record.key()) : NO_KEY;
        String why = reason.message() + reason.detail().map(more -> ": " + more).orElse("");
        byte[] stored = ShardRow.encodeError(new EvalError(reason.code(),
                "cannot decode the " + part + " of the message at partition " + record.partition() + ", offset "
                        + record.offset() + ": " + why, detail));
        row.clear();
        row.put(stored, 0, stored.length);
        return row;
    }

    /** The bytes of the key of the message that {@code error} is about; empty when it had none. */
    static Optional<byte[]> keyOf(EvalError error) {
        return error.detail().equals(NO_KEY) ? Optional.empty()
                : Optional.of(HexFormat.of().parseHex(error.detail().substring(KEY_PREFIX.length())));
    }
}
