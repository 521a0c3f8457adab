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
import java.time.LocalDate;
import java.util.List;

/**
 * Values in PostgreSQL's binary format, the sending side. Dates and timestamps count from 2000-01-01 there. Lists,
 * maps, int2vector and ACL items have no binary form; mz_timestamp's is its text.
 */
public final class BinaryFormat {
    static final long EPOCH_DAYS = LocalDate.of(2000, 1, 1).toEpochDay();
    static final long EPOCH_MICROS = EPOCH_DAYS * DateTimeText.MICROS_PER_DAY;
    static final int RANGE_EMPTY = 0x01;
    static final int RANGE_LOWER_INCLUSIVE = 0x02;
    static final int RANGE_UPPER_INCLUSIVE = 0x04;
    static final int RANGE_LOWER_INFINITE = 0x08;
    static final int RANGE_UPPER_INFINITE = 0x10;

    private BinaryFormat() {}

    /** Whether values of the type can be sent in binary. */
    public static boolean supports(ScalarType type) {
        return switch (type) {
            case SimpleType s -> s != SimpleType.INT2VECTOR && s != SimpleType.ACLITEM && s != SimpleType.MZ_ACLITEM;
            case ScalarType.ListOf l -> false;
            case ScalarType.MapOf m -> false;
            case ScalarType.Array a -> supports(a.element());
            case ScalarType.Record r -> r.fields().stream().allMatch(f -> supports(f.type().scalar()));
            case ScalarType.Range r -> true;
            case ScalarType.Numeric n -> true;
            case ScalarType.Varchar v -> true;
            case ScalarType.Char c -> true;
            case ScalarType.Timestamp t -> true;
            case ScalarType.TimestampTz t -> true;
        };
    }

    /** The user's error for a type without a binary form. */
    public static SqlException unsupported(ScalarType type) {
        return new SqlException(
                SqlState.PROTOCOL_VIOLATION, "binary encoding of type " + type + " is not supported");
    }

    /** Appends the bytes of a value that is not NULL, without their length. */
    public static void encode(ScalarType type, Datum datum, WireBuffer out) {
        switch (type) {
            case SimpleType simple -> encodeSimple(simple, datum, out);
            case ScalarType.Numeric n -> BinaryNumeric.encode(datum.asDecimal(), out);
            case ScalarType.Varchar v -> out.putUtf8(datum.asText());
            case ScalarType.Char c -> out.putUtf8(DatumText.print(c, datum));
            case ScalarType.Timestamp t -> out.putLong(datum.asLong() - EPOCH_MICROS);
            case ScalarType.TimestampTz t -> out.putLong(datum.asLong() - EPOCH_MICROS);
            case ScalarType.Array a -> encodeArray(a.element(), (Datum.Array) datum, out);
            case ScalarType.Record r -> encodeRecord(r, (Datum.Record) datum, out);
            case ScalarType.Range r -> encodeRange(r.element(), (Datum.Range) datum, out);
            case ScalarType.ListOf l -> throw unsupported(type);
            case ScalarType.MapOf m -> throw unsupported(type);
        }
    }

    private static void encodeSimple(SimpleType type, Datum datum, WireBuffer out) {
        switch (type) {
            case BOOL -> out.putByte(datum.asBool() ? 1 : 0);
            case PG_CHAR -> out.putByte((int) datum.asLong());
            case INT2, UINT2 -> out.putShort((int) datum.asLong());
            case INT4, UINT4, OID, REGCLASS, REGPROC, REGTYPE -> out.putInt((int) datum.asLong());
            case INT8, UINT8, TIME -> out.putLong(datum.asLong());
            case DATE -> out.putInt((int) (datum.asLong() - EPOCH_DAYS));
            case FLOAT4 -> out.putInt(Float.floatToIntBits((float) datum.asDouble()));
            case FLOAT8 -> out.putLong(Double.doubleToLongBits(datum.asDouble()));
            case TEXT, NAME -> out.putUtf8(datum.asText());
            case BYTEA -> out.putBytes(((Datum.Bytes) datum).value());
            case INTERVAL -> {
                Interval interval = ((Datum.IntervalDatum) datum).value();
                out.putLong(interval.micros());
                out.putInt(interval.days());
                out.putInt(interval.months());
            }
            case UUID -> {
                out.putLong(((Datum.UuidDatum) datum).value().getMostSignificantBits());
                out.putLong(((Datum.UuidDatum) datum).value().getLeastSignificantBits());
            }
            case JSONB -> {
                out.putByte(1);
                out.putUtf8(JsonText.print(((Datum.JsonDatum) datum).value()));
            }
            case MZ_TIMESTAMP -> out.putDecimal(datum.asLong());
            case INT2VECTOR, MZ_ACLITEM, ACLITEM -> throw unsupported(type);
        }
    }

    /** Appends length and bytes; NULL is the length -1 alone. */
    public static void encodeSized(ScalarType type, Datum datum, WireBuffer out) {
        int at = out.size();
        out.putInt(-1);
        if (!datum.isNull()) {
            encode(type, datum, out);
            out.setInt(at, out.size() - at - 4);
        }
    }

    private static void encodeArray(ScalarType element, Datum.Array array, WireBuffer out) {
        List<Datum> elements = array.elements();
        out.putInt(array.dims().size());
        out.putInt(elements.contains(Datum.NULL) ? 1 : 0);
        out.putInt(PgType.oid(element));
        for (Datum.Dim dim : array.dims()) {
            out.putInt(dim.length());
            out.putInt(dim.lower());
        }
        for (Datum datum : elements) {
            encodeSized(element, datum, out);
        }
    }

    private static void encodeRecord(ScalarType.Record type, Datum.Record record, WireBuffer out) {
        out.putInt(record.fields().size());
        for (int i = 0; i < record.fields().size(); i++) {
            ScalarType field = type.fields().get(i).type().scalar();
            out.putInt(PgType.oid(field));
            encodeSized(field, record.fields().get(i), out);
        }
    }

    private static void encodeRange(ScalarType element, Datum.Range range, WireBuffer out) {
        if (range.bounds().isEmpty()) {
            out.putByte(RANGE_EMPTY);
            return;
        }
        Datum.Bounds bounds = range.bounds().get();
        boolean fromInfinity = bounds.lower().isNull();
        boolean toInfinity = bounds.upper().isNull();
        out.putByte((bounds.lowerInclusive() ? RANGE_LOWER_INCLUSIVE : 0)
                | (bounds.upperInclusive() ? RANGE_UPPER_INCLUSIVE : 0)
                | (fromInfinity ? RANGE_LOWER_INFINITE : 0)
                | (toInfinity ? RANGE_UPPER_INFINITE : 0));
        if (!fromInfinity) {
            encodeSized(element, bounds.lower(), out);
        }
        if (!toInfinity) {
            encodeSized(element, bounds.upper(), out);
        }
    }

    /** The value that bytes from a client stand for; throws the user's error when they stand for none. */
    public static Datum decode(ScalarType type, byte[] bytes, int offset, int length) {
        return new BinaryReader(bytes, offset, length).whole(type);
    }
}
