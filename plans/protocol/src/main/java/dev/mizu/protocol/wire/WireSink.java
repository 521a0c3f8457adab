package dev.mizu.protocol.wire;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Json;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.repr.codec.DatumCodec;
import dev.mizu.repr.text.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A body being written. One thread. */
final class WireSink {
    /** Bytes of the largest body. */
    static final int BODY_MAX = 1 << 30;
    private static final int INITIAL = 128;

    private final ByteSink bytes = new ByteSink(INITIAL);

    WireSink kind(int kind) {
        bytes.put(kind);
        return this;
    }

    WireSink number(long value) {
        bytes.putLong(value);
        return this;
    }

    WireSink count(int value) {
        bytes.putInt(value);
        return this;
    }

    WireSink flag(boolean value) {
        bytes.put(value ? 1 : 0);
        return this;
    }

    WireSink text(String value) {
        return blob(value.getBytes(StandardCharsets.UTF_8));
    }

    WireSink blob(byte[] value) {
        if ((long) bytes.size() + value.length > BODY_MAX) {
            throw new BodyTooLargeException();
        }
        bytes.putInt(value.length);
        bytes.put(value, 0, value.length);
        return this;
    }

    WireSink json(Json value) {
        return text(JsonText.print(value));
    }

    WireSink uuid(UUID value) {
        return number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
    }

    WireSink row(Row row) {
        bytes.putInt(row.arity());
        for (Datum datum : row.datums()) {
            DatumCodec.encode(datum, bytes);
        }
        if (bytes.size() > BODY_MAX) {
            throw new BodyTooLargeException();
        }
        return this;
    }

    <T> WireSink list(List<T> values, Consumer<T> write) {
        bytes.putInt(values.size());
        values.forEach(write);
        return this;
    }

    <T> WireSink optional(Optional<T> value, Consumer<T> write) {
        flag(value.isPresent());
        value.ifPresent(write);
        return this;
    }

    byte[] done() {
        return bytes.toArray();
    }
}
