package dev.mizu.repr.batch;

import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.codec.DatumCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values as runs of bytes in one heap: text as UTF-8, byte strings as they are, all other kinds in the canonical
 * encoding of {@link DatumCodec}. Equal values have equal bytes.
 *
 * @param offsets {@code size + 1} positions in {@code heap}; row i is {@code [offsets[i], offsets[i + 1])}
 */
public record BytesVector(PhysicalType physical, int size, byte[] heap, int[] offsets, long[] nulls)
        implements Vector {
    @Override
    public boolean isNull(int row) {
        return Nulls.isNull(nulls, row);
    }

    @Override
    public boolean hasNulls() {
        return nulls.length > 0;
    }

    public int length(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /** A text row as a string. */
    public String text(int row) {
        return new String(heap, offsets[row], length(row), StandardCharsets.UTF_8);
    }

    @Override
    public Datum datum(int row) {
        if (isNull(row)) {
            return Datum.NULL;
        }
        return switch (physical) {
            case TEXT -> Datum.of(text(row));
            case BYTES -> new Datum.Bytes(Arrays.copyOfRange(heap, offsets[row], offsets[row + 1]));
            default -> DatumCodec.decode(heap, offsets[row]);
        };
    }

    @Override
    public BytesVector select(int[] rows, int count) {
        int[] pickedOffsets = new int[count + 1];
        for (int i = 0; i < count; i++) {
            pickedOffsets[i + 1] = pickedOffsets[i] + length(rows[i]);
        }
        byte[] picked = new byte[pickedOffsets[count]];
        for (int i = 0; i < count; i++) {
            System.arraycopy(heap, offsets[rows[i]], picked, pickedOffsets[i], length(rows[i]));
        }
        return new BytesVector(physical, count, picked, pickedOffsets, Nulls.select(nulls, rows, count));
    }
}
