package dev.mizu.interchange.pgformat;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Interval;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.pg.PgType;
import dev.mizu.repr.text.DateTimeText;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.JsonText;
import dev.mizu.repr.text.RangeText;
import dev.mizu.repr.text.TextFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Reads binary values from bytes that a client sent. Owned by one call; never reads beyond its bounds. */
final class BinaryReader {
    private static final int MAX_DIMENSIONS = 6;
    private static final long SMALLEST_TIMESTAMP = DateTimeText.MIN_TIMESTAMP - BinaryFormat.EPOCH_MICROS;
    private static final long LARGEST_TIMESTAMP = DateTimeText.MAX_TIMESTAMP - BinaryFormat.EPOCH_MICROS;

    private final byte[] bytes;
    private int position;
    private int end;

    BinaryReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** One value that fills all the bytes. */
    Datum whole(ScalarType type) {
        try {
            Datum datum = value(type);
            if (position != end) {
                throw malformed();
            }
            return datum;
        } catch (TextFormatException e) {
            throw e.toSql();
        }
    }

    int remaining() {
        return end - position;
    }

    int getByte() {
        if (position >= end) {
            throw malformed();
        }
        return bytes[position++] & 0xff;
    }

    short getShort() {
        return (short) (getByte() << 8 | getByte());
    }

    int getInt() {
        return getShort() << 16 | getShort() & 0xffff;
    }

    long getLong() {
        return (long) getInt() << 32 | getInt() & 0xffff_ffffL;
    }

    private String text() {
        String text = Utf8.decode(bytes, position, remaining());
        position = end;
        return text;
    }

    private Datum value(ScalarType type) {
        return switch (type) {
            case SimpleType simple -> simple(simple);
            case ScalarType.Numeric n -> Datum.of(BinaryNumeric.decode(this, n.scale()));
            case ScalarType.Varchar v -> DatumText.parse(type, text());
            case ScalarType.Char c -> DatumText.parse(type, text());
            case ScalarType.Timestamp t -> timestamp(t.precision());
            case ScalarType.TimestampTz t -> timestamp(t.precision());
            case ScalarType.Array a -> array(a.element());
            case ScalarType.Record r -> record(r);
            case ScalarType.Range r -> range(r.element());
            case ScalarType.ListOf l -> throw BinaryFormat.unsupported(type);
            case ScalarType.MapOf m -> throw BinaryFormat.unsupported(type);
        };
    }

    private Datum simple(SimpleType type) {
        return switch (type) {
            case BOOL -> Datum.of(getByte() != 0);
            case PG_CHAR -> Datum.of(getByte());
            case INT2 -> Datum.of(getShort());
            case UINT2 -> Datum.of(getShort() & 0xffff);
            case INT4 -> Datum.of(getInt());
            case UINT4, OID, REGCLASS, REGPROC, REGTYPE -> Datum.of(getInt() & 0xffff_ffffL);
            case INT8, UINT8 -> Datum.of(getLong());
            case FLOAT4 -> Datum.of((double) Float.intBitsToFloat(getInt()));
            case FLOAT8 -> Datum.of(Double.longBitsToDouble(getLong()));
            case TEXT, NAME, MZ_TIMESTAMP -> DatumText.parse(type, text());
            case BYTEA -> {
                byte[] value = java.util.Arrays.copyOfRange(bytes, position, end);
                position = end;
                yield new Datum.Bytes(value);
            }
            case DATE -> Datum.of(checked(getInt() + BinaryFormat.EPOCH_DAYS,
                    DateTimeText.MIN_DATE, DateTimeText.MAX_DATE, "date"));
            case TIME -> Datum.of(checked(getLong(), 0, DateTimeText.MICROS_PER_DAY - 1, "time"));
            case INTERVAL -> {
                long micros = getLong();
                int days = getInt();
                yield new Datum.IntervalDatum(new Interval(getInt(), days, micros));
            }
            case UUID -> new Datum.UuidDatum(new UUID(getLong(), getLong()));
            case JSONB -> {
                int version = getByte();
                if (version != 1) {
                    throw new SqlException(SqlState.INVALID_BINARY, "unsupported jsonb version number " + version);
                }
                yield new Datum.JsonDatum(JsonText.parse(text()));
            }
            case INT2VECTOR, MZ_ACLITEM, ACLITEM -> throw BinaryFormat.unsupported(type);
        };
    }

    private Datum timestamp(OptionalInt precision) {
        long micros = checked(getLong(), SMALLEST_TIMESTAMP, LARGEST_TIMESTAMP, "timestamp");
        return Datum.of(DateTimeText.roundTo(micros + BinaryFormat.EPOCH_MICROS, precision));
    }

    private static long checked(long value, long min, long max, String typeName) {
        if (value < min || value > max) {
            throw new SqlException(SqlState.DATETIME_OVERFLOW, typeName + " out of range");
        }
        return value;
    }

    /** Length and bytes of a value, or -1 for NULL. */
    private Datum sized(ScalarType type) {
        int length = getInt();
        if (length == -1) {
            return Datum.NULL;
        }
        if (length < 0 || length > remaining()) {
            throw malformed();
        }
        int outerEnd = end;
        end = position + length;
        Datum datum = value(type);
        if (position != end) {
            throw malformed();
        }
        end = outerEnd;
        return datum;
    }

    private Datum array(ScalarType element) {
        int dimensions = getInt();
        int flags = getInt();
        int oid = getInt();
        if (dimensions < 0 || dimensions > MAX_DIMENSIONS || (flags & ~1) != 0) {
            throw malformed();
        }
        checkOid(oid, element, "array element");
        List<Datum.Dim> dims = new ArrayList<>();
        long count = dimensions == 0 ? 0 : 1;
        for (int i = 0; i < dimensions; i++) {
            int length = getInt();
            dims.add(new Datum.Dim(getInt(), length));
            count *= length;
            // Every element takes four bytes at least.
            if (length < 0 || count > remaining() / 4) {
                throw malformed();
            }
        }
        List<Datum> elements = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            elements.add(sized(element));
        }
        return new Datum.Array(count == 0 ? List.of() : dims, elements);
    }

    private Datum record(ScalarType.Record type) {
        int count = getInt();
        if (count != type.fields().size()) {
            throw new SqlException(SqlState.DATATYPE_MISMATCH,
                    "wrong number of columns: " + count + ", expected " + type.fields().size());
        }
        List<Datum> fields = new ArrayList<>(count);
        for (ScalarType.Field field : type.fields()) {
            checkOid(getInt(), field.type().scalar(), "record column");
            fields.add(sized(field.type().scalar()));
        }
        return new Datum.Record(fields);
    }

    private static void checkOid(int oid, ScalarType expected, String what) {
        if (oid != PgType.oid(expected)) {
            throw new SqlException(SqlState.DATATYPE_MISMATCH, "binary data has " + what + " type " + oid
                    + " instead of expected " + PgType.oid(expected) + " (" + expected + ")");
        }
    }

    private Datum range(ScalarType element) {
        int flags = getByte();
        if ((flags & BinaryFormat.RANGE_EMPTY) != 0) {
            return new Datum.Range(Optional.empty());
        }
        Datum lower = (flags & BinaryFormat.RANGE_LOWER_INFINITE) != 0 ? Datum.NULL : sized(element);
        Datum upper = (flags & BinaryFormat.RANGE_UPPER_INFINITE) != 0 ? Datum.NULL : sized(element);
        return RangeText.canonical(element, new Datum.Bounds(
                lower, (flags & BinaryFormat.RANGE_LOWER_INCLUSIVE) != 0,
                upper, (flags & BinaryFormat.RANGE_UPPER_INCLUSIVE) != 0));
    }

    static SqlException malformed() {
        return new SqlException(SqlState.INVALID_BINARY, "incorrect binary data format");
    }
}
