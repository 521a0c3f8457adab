package dev.mizu.interchange;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Interval;
import dev.mizu.repr.Json;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DateTimeText;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.RangeText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/** Random values of every type, with the corners more often than chance would have it. */
public final class RandomDatums {
    private static final String[] PIECES = {
        "a", "B", " ", "\t", "\n", "\r", "\\", "\"", "'", ",", "{", "}", "(", ")", "[", "]", "NULL", "null", "\\N",
        "\\.", "ä", "漢", "😀", "=>", ":", ";", "0", "x", "\b", "\f", "\u000b", "\u0001", "-", "/", "."
    };
    private static final List<ScalarType> SCALARS = scalars();

    private final SplittableRandom random;

    public RandomDatums(long seed) {
        random = new SplittableRandom(seed);
    }

    private static List<ScalarType> scalars() {
        List<ScalarType> types = new ArrayList<>(List.of(SimpleType.values()));
        types.addAll(List.of(ScalarType.NUMERIC, ScalarType.VARCHAR, ScalarType.BPCHAR, ScalarType.TIMESTAMP,
                ScalarType.TIMESTAMPTZ, new ScalarType.Char(OptionalInt.of(40)),
                new ScalarType.Numeric(OptionalInt.of(4)), new ScalarType.Timestamp(OptionalInt.of(3))));
        return List.copyOf(types);
    }

    /** Every type that holds no other. */
    public static List<ScalarType> scalarTypes() {
        return SCALARS;
    }

    public static List<ScalarType> rangeTypes() {
        List<ScalarType> types = new ArrayList<>();
        for (ScalarType element : List.of(SimpleType.INT4, SimpleType.INT8, ScalarType.NUMERIC, SimpleType.DATE,
                ScalarType.TIMESTAMP, ScalarType.TIMESTAMPTZ)) {
            types.add(new ScalarType.Range(element));
        }
        return types;
    }

    /** Every type that an array may hold, as an array. */
    public static List<ScalarType> arrayTypes() {
        List<ScalarType> types = new ArrayList<>();
        SCALARS.forEach(type -> types.add(new ScalarType.Array(type)));
        rangeTypes().forEach(type -> types.add(new ScalarType.Array(type)));
        return types;
    }

    public static List<ScalarType> listAndMapTypes() {
        List<ScalarType> types = new ArrayList<>();
        for (ScalarType type : SCALARS) {
            types.add(new ScalarType.ListOf(type));
            types.add(new ScalarType.MapOf(new ScalarType.ListOf(type)));
            types.add(new ScalarType.ListOf(new ScalarType.ListOf(new ScalarType.MapOf(type))));
        }
        return types;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A value, or sometimes NULL. */
    public Datum nullable(ScalarType type) {
        return random.nextInt(8) == 0 ? Datum.NULL : datum(type);
    }

    public Datum datum(ScalarType type) {
        return switch (type) {
            case SimpleType simple -> simple(simple);
            case ScalarType.Numeric n -> n.scale().isPresent()
                    ? Datum.of(Decimal.of(
                            BigDecimal.valueOf(random.nextInt(), random.nextInt(n.scale().getAsInt() + 1))))
                    : Datum.of(decimal());
            case ScalarType.Varchar v -> Datum.of(text());
            case ScalarType.Char c -> Datum.of(text().replaceAll(" +$", ""));
            case ScalarType.Timestamp t -> Datum.of(DateTimeText.roundTo(timestamp(), t.precision()));
            case ScalarType.TimestampTz t -> Datum.of(timestamp());
            case ScalarType.Array a -> array(a.element());
            case ScalarType.ListOf l -> new Datum.ListDatum(several(l.element(), random.nextInt(4)));
            case ScalarType.MapOf m -> {
                TreeMap<String, Datum> entries = new TreeMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put(text(), nullable(m.value()));
                }
                yield new Datum.MapDatum(entries);
            }
            case ScalarType.Record r -> {
                List<Datum> fields = new ArrayList<>();
                r.fields().forEach(field -> fields.add(nullable(field.type().scalar())));
                yield new Datum.Record(fields);
            }
            case ScalarType.Range r -> range(r.element());
        };
    }

    private List<Datum> several(ScalarType type, int count) {
        List<Datum> datums = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            datums.add(nullable(type));
        }
        return datums;
    }

    private Datum array(ScalarType element) {
        return switch (random.nextInt(4)) {
            case 0 -> new Datum.Array(List.of(new Datum.Dim(1, 2), new Datum.Dim(1, 3)), several(element, 6));
            case 1 -> new Datum.Array(List.of(new Datum.Dim(-3, 2)), several(element, 2));
            default -> Datum.Array.of(several(element, random.nextInt(5)));
        };
    }

    private Datum range(ScalarType element) {
        Datum a = random.nextInt(5) == 0 ? Datum.NULL : bound(element);
        Datum b = random.nextInt(5) == 0 ? Datum.NULL : bound(element);
        boolean swap = !a.isNull() && !b.isNull() && dev.mizu.repr.DatumOrder.compare(a, b) > 0;
        return RangeText.canonical(element, new Datum.Bounds(swap ? b : a, random.nextBoolean(), swap ? a : b,
                random.nextBoolean()));
    }

    private Datum bound(ScalarType element) {
        if (element instanceof ScalarType.Numeric) {
            return Datum.of(Decimal.of(BigDecimal.valueOf(random.nextInt(2000) - 1000, 2)));
        }
        Datum datum = datum(element);
        long value = datum.asLong();
        boolean atEnd = value == Integer.MAX_VALUE || value == Long.MAX_VALUE || value == DateTimeText.MAX_DATE;
        return atEnd ? Datum.of(0) : datum;
    }

    private long bits(int width) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(20) - 10;
            case 1 -> -1L << width - 1;
            case 2 -> (1L << width - 1) - 1;
            default -> random.nextLong() >> 64 - width >> random.nextInt(width);
        };
    }

    private long upTo(long max) {
        return random.nextInt(5) == 0 ? max : random.nextLong(max) >> random.nextInt(Long.SIZE - 2);
    }

    private Datum simple(SimpleType type) {
        return switch (type) {
            case BOOL -> Datum.of(random.nextBoolean());
            case INT2 -> Datum.of(bits(16));
            case INT4 -> Datum.of(bits(32));
            case INT8, UINT8 -> Datum.of(bits(64));
            case UINT2 -> Datum.of(upTo(0xffff));
            case UINT4, OID, REGCLASS, REGPROC, REGTYPE -> Datum.of(upTo(0xffff_ffffL));
            case FLOAT4 -> Datum.of((double) single());
            case FLOAT8 -> Datum.of(wide());
            case TEXT -> Datum.of(text());
            case NAME, MZ_ACLITEM, ACLITEM -> DatumText.parse(SimpleType.NAME, "u1=r/" + text());
            case PG_CHAR -> Datum.of(random.nextInt(256));
            case BYTEA -> new Datum.Bytes(bytes());
            case DATE -> Datum.of(random.nextLong(DateTimeText.MIN_DATE, DateTimeText.MAX_DATE + 1));
            case TIME -> Datum.of(random.nextLong(DateTimeText.MICROS_PER_DAY));
            case INTERVAL -> new Datum.IntervalDatum(
                    new Interval((int) bits(32), (int) bits(32), Math.max(bits(64), -Long.MAX_VALUE)));
            case UUID -> new Datum.UuidDatum(new UUID(random.nextLong(), random.nextLong()));
            case JSONB -> new Datum.JsonDatum(json(3));
            case INT2VECTOR -> Datum.Array.of(List.of(Datum.of(bits(16)), Datum.of(bits(16))));
            case MZ_TIMESTAMP -> Datum.of(upTo(Long.MAX_VALUE));
        };
    }

    private double wide() {
        return switch (random.nextInt(5)) {
            case 0 -> new double[] {0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
                Double.MAX_VALUE, Double.MIN_VALUE, 1e15, 1e16, 123456789012345678.0, 1e-4, 1e-5}[random.nextInt(13)];
            case 1 -> random.nextInt() / 1000.0;
            case 2 -> Math.rint(random.nextDouble() * 1e17) / Math.pow(10, random.nextInt(20));
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    private float single() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(10_000_000) / 100f;
            case 1 -> new float[] {0, 1e6f, 1e5f, 123456f, 1234567f, Float.MIN_VALUE, Float.MAX_VALUE}[
                    random.nextInt(7)];
            default -> Float.intBitsToFloat(random.nextInt());
        };
    }

    private Decimal decimal() {
        return switch (random.nextInt(8)) {
            case 0 -> new Decimal[] {Decimal.NAN, Decimal.INFINITY, Decimal.NEGATIVE_INFINITY, Decimal.ZERO}[
                    random.nextInt(4)];
            case 1, 2, 3 -> Decimal.of(BigDecimal.valueOf(random.nextLong() >> random.nextInt(60), random.nextInt(20)));
            default -> {
                int digits = 1 + random.nextInt(39);
                StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
                for (int i = 0; i < digits; i++) {
                    text.append((char) ('0' + random.nextInt(10)));
                }
                yield Decimal.of(new BigDecimal(new BigInteger(text.toString()), random.nextInt(40)));
            }
        };
    }

    private long timestamp() {
        return random.nextInt(3) == 0
                ? random.nextLong(DateTimeText.MIN_TIMESTAMP, DateTimeText.MAX_TIMESTAMP)
                : random.nextLong(-2_000_000_000_000_000L, 4_000_000_000_000_000L) / 1000 * 1000;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return bytes;
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private Json json(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> Json.Null.INSTANCE;
            case 1 -> new Json.Bool(random.nextBoolean());
            case 2 -> new Json.Num(Decimal.of(BigDecimal.valueOf(random.nextInt(), random.nextInt(8))));
            case 3 -> new Json.Str(text());
            case 4 -> new Json.Arr(List.of(json(depth - 1), json(depth - 1)));
            default -> {
                TreeMap<String, Json> fields = new TreeMap<>();
                fields.put(text(), json(depth - 1));
                fields.put(text(), json(depth - 1));
                yield new Json.Obj(fields);
            }
        };
    }
}
