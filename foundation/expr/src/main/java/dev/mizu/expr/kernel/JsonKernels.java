package dev.mizu.expr.kernel;

import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.batch.VectorBuilder;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.repr.codec.JsonBytes;
import java.util.Arrays;

/** Access to parts of JSON values in their encoded form. */
public final class JsonKernels {
    private JsonKernels() {}

    /** What one row's access finds. */
    @FunctionalInterface
    private interface Step {
        /** A position in {@code heap}, or {@link JsonBytes#ABSENT}; neither argument is NULL in this row. */
        int find(byte[] heap, int at, int row);
    }

    /** Fields by their keys, as JSON or as text. */
    public static Vector fields(Vector json, Vector keys, PhysicalType result, int rows) {
        BytesVector names = (BytesVector) keys;
        Key key = new Key();
        return collect(json, NullBits.union(NullBits.of(json), names.nulls()), result, rows,
                (heap, at, row) -> JsonBytes.field(heap, at, key.of(names, row)));
    }

    /** Elements by their numbers, as JSON or as text. */
    public static Vector elements(Vector json, Vector indexes, PhysicalType result, int rows) {
        LongVector numbers = (LongVector) indexes;
        return collect(json, NullBits.union(NullBits.of(json), numbers.nulls()), result, rows,
                (heap, at, row) -> JsonBytes.element(heap, at, numbers.values()[row]));
    }

    private static Vector collect(Vector json, long[] nulls, PhysicalType result, int rows, Step step) {
        BytesVector values = (BytesVector) json;
        byte[] heap = values.heap();
        boolean asText = result == PhysicalType.TEXT;
        VectorBuilder out = new VectorBuilder(result, rows);
        ByteSink text = new ByteSink(64);
        for (int row = 0; row < rows; row++) {
            int found = NullBits.test(nulls, row) ? JsonBytes.ABSENT : step.find(heap, values.offsets()[row], row);
            if (found == JsonBytes.ABSENT || asText && JsonBytes.isNull(heap, found)) {
                out.appendNull();
            } else if (asText) {
                text.clear();
                JsonBytes.text(heap, found, text);
                out.appendBytes(text.array(), 0, text.size());
            } else {
                out.appendBytes(heap, found, JsonBytes.end(heap, found) - found);
            }
        }
        return out.build();
    }

    /** The encoded key of the row before, which nearly always is the next one's too. */
    private static final class Key {
        private byte[] plain = {};
        private byte[] encoded = JsonBytes.key(plain);

        byte[] of(BytesVector names, int row) {
            int from = names.offsets()[row];
            int to = names.offsets()[row + 1];
            if (!Arrays.equals(names.heap(), from, to, plain, 0, plain.length)) {
                plain = Arrays.copyOfRange(names.heap(), from, to);
                encoded = JsonBytes.key(plain);
            }
            return encoded;
        }
    }
}
