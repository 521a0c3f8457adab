package dev.mizu.protocol.wire;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Json;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.ByteSource;
import dev.mizu.repr.codec.DatumCodec;
import dev.mizu.repr.text.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A body being read; reading beyond it throws. One thread. */
final class WireSource {
    private final ByteSource bytes;

    WireSource(byte[] body) {
        this.bytes = new ByteSource(body, 0);
    }

    int kind() {
        return bytes.get();
    }

    long number() {
        return bytes.getLong();
    }

    int count() {
        return bytes.getInt();
    }

    boolean flag() {
        return bytes.get() != 0;
    }

    String text() {
        return new String(blob(), StandardCharsets.UTF_8);
    }

    byte[] blob() {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.array().length - bytes.position()) {
            throw new IllegalArgumentException("a length of " + length + " beyond the message");
        }
        byte[] value = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.position() + length);
        bytes.skip(length);
        return value;
    }

    Json json() {
        return JsonText.parse(text());
    }

    UUID uuid() {
        long high = number();
        return new UUID(high, number());
    }

    Row row() {
        int arity = bytes.getInt();
        List<Datum> datums = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            datums.add(DatumCodec.decode(bytes));
        }
        return new Row(datums);
    }

    <T> List<T> list(Supplier<T> read) {
        int count = bytes.getInt();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(read.get());
        }
        return values;
    }

    <T> Optional<T> optional(Supplier<T> read) {
        return flag() ? Optional.of(read.get()) : Optional.empty();
    }
}
