package dev.mizu.repr.batch;

import dev.mizu.base.Check;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.codec.DatumCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows one column. Appends follow the physical type: the wrong kind of append fails a check. One thread. */
public final class VectorBuilder {
    private final PhysicalType physical;
    private int size;
    private long[] longs = {};
    private double[] doubles = {};
    private byte[] scales = {};
    private Decimal[] wide = {};
    private byte[] heap = {};
    private int[] offsets = {};
    private long[] nulls = Nulls.NONE;

    public VectorBuilder(PhysicalType physical, int capacity) {
        this.physical = physical;
        int rows = Math.max(capacity, 1);
        switch (physical) {
            case BOOL, INT -> longs = new long[rows];
            case FLOAT -> doubles = new double[rows];
            case NUMERIC -> {
                longs = new long[rows];
                scales = new byte[rows];
            }
            default -> {
                offsets = new int[rows + 1];
                heap = new byte[rows * 8];
            }
        }
    }

    public int size() {
        return size;
    }

    /** Appends any datum of the builder's kind, or NULL. */
    public void append(Datum datum) {
        switch (datum) {
            case Datum.Null n -> appendNull();
            case Datum.Bool b -> appendLong(b.value() ? 1 : 0);
            case Datum.Int i -> appendLong(i.value());
            case Datum.Float f -> appendDouble(f.value());
            case Datum.Numeric d -> appendDecimal(d.value());
            case Datum.Text t -> appendText(t.value());
            case Datum.Bytes b -> appendBytes(b.value(), 0, b.value().length);
            default -> {
                byte[] bytes = DatumCodec.encode(datum);
                appendBytes(bytes, 0, bytes.length);
            }
        }
    }

    public void appendNull() {
        grow();
        nulls = Nulls.set(nulls, size);
        if (physical == PhysicalType.NUMERIC) {
            longs[size] = 0;
            scales[size] = 0;
        }
        if (offsets.length > 0) {
            offsets[size + 1] = offsets[size];
        }
        size++;
    }

    /** A boolean as 0 or 1, or 64 bits. */
    public void appendLong(long value) {
        Check.that(physical == PhysicalType.INT || physical == PhysicalType.BOOL, "not a column of words");
        grow();
        longs[size++] = value;
    }

    public void appendDouble(double value) {
        Check.that(physical == PhysicalType.FLOAT, "not a column of doubles");
        grow();
        doubles[size++] = value == 0.0 ? 0.0 : value;
    }

    public void appendDecimal(Decimal value) {
        if (value.isFinite()) {
            BigDecimal number = value.value();
            BigInteger unscaled = number.unscaledValue();
            if (unscaled.bitLength() < 64) {
                appendDecimal(unscaled.longValue(), number.scale());
                return;
            }
        }
        Check.that(physical == PhysicalType.NUMERIC, "not a column of decimals");
        grow();
        if (wide.length < scales.length) {
            wide = Arrays.copyOf(wide, scales.length);
        }
        wide[size] = value;
        scales[size++] = DecimalVector.WIDE;
    }

    /** A decimal without trailing zeros after the point: {@code unscaled * 10^-scale}. */
    public void appendDecimal(long unscaled, int scale) {
        Check.that(physical == PhysicalType.NUMERIC, "not a column of decimals");
        grow();
        longs[size] = unscaled;
        scales[size++] = (byte) scale;
    }

    public void appendText(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        appendBytes(bytes, 0, bytes.length);
    }

    /** The bytes of a text, a byte string, or a canonically encoded datum. */
    public void appendBytes(byte[] source, int from, int length) {
        Check.that(offsets.length > 0, "not a column of bytes");
        grow();
        int start = offsets[size];
        int end = Math.addExact(start, length);
        if (end > heap.length) {
            heap = Arrays.copyOf(heap, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(end, heap.length * 2L)));
        }
        System.arraycopy(source, from, heap, start, length);
        offsets[++size] = end;
    }

    private void grow() {
        switch (physical) {
            case BOOL, INT -> {
                if (size == longs.length) {
                    longs = Arrays.copyOf(longs, size * 2);
                }
            }
            case FLOAT -> {
                if (size == doubles.length) {
                    doubles = Arrays.copyOf(doubles, size * 2);
                }
            }
            case NUMERIC -> {
                if (size == longs.length) {
                    longs = Arrays.copyOf(longs, size * 2);
                    scales = Arrays.copyOf(scales, size * 2);
                    wide = wide.length == 0 ? wide : Arrays.copyOf(wide, size * 2);
                }
            }
            default -> {
                if (size + 1 == offsets.length) {
                    offsets = Arrays.copyOf(offsets, offsets.length * 2);
                }
            }
        }
    }

    /** The column so far. The builder must not be used afterwards: the vector owns the arrays. */
    public Vector build() {
        return switch (physical) {
            case BOOL, INT -> new LongVector(physical, size, longs, nulls);
            case FLOAT -> new DoubleVector(size, doubles, nulls);
            case NUMERIC -> new DecimalVector(size, longs, scales, wide, nulls);
            default -> new BytesVector(physical, size, heap, offsets, nulls);
        };
    }
}
