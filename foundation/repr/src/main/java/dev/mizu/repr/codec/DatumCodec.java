package dev.mizu.repr.codec;

import dev.mizu.base.Check;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Interval;
import dev.mizu.repr.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One datum as bytes that tell their own kind. Equal datums have equal bytes; the bytes of two values of one scalar
 * type compare, unsigned, as the values do (NULL last), except for containers, JSON and intervals' canonical forms,
 * where only equality is promised.
 *
 * <p>Version 1. A tag byte, then:
 *
 * <pre>
 * 10,11        false, true
 * 20..30       integer: tag 28 is zero; 28+n a positive of n bytes, 28-n a negative of n bytes (two's complement)
 * 32           float: 8 bytes, sign-flipped so that they sort
 * 34..39       numeric: -inf, negative, zero, positive, +inf, NaN; finite non-zero ones add
 *              exponent (2 bytes, biased) and digit pairs + 1 ended by 0, all complemented when negative
 * 40           text: UTF-8 with no NUL inside, ended by 00
 * 41           bytes: 00 escaped as 00 FF, ended by 00 01
 * 42, 43       interval (4 + 4 + 8 bytes), uuid (16 bytes)
 * 50..55       JSON null, false, true, number, string, array (items then 00), object (56: key, value pairs then 00)
 * 60..64       array (dims count, dims, elements), list, map, record (count then items), range
 * FF           NULL
 * </pre>
 */
public final class DatumCodec {
    private static final int FALSE = 0x10;
    private static final int TRUE = 0x11;
    private static final int INT_ZERO = 0x28;
    private static final int FLOAT = 0x32;
    private static final int NEGATIVE_INFINITY = 0x34;
    static final int NEGATIVE = 0x35;
    static final int ZERO = 0x36;
    static final int POSITIVE = 0x37;
    private static final int INFINITY = 0x38;
    private static final int NAN = 0x39;
    private static final int TEXT = 0x40;
    private static final int BYTES = 0x41;
    private static final int INTERVAL = 0x42;
    private static final int UUID = 0x43;
    static final int JSON_NULL = 0x50;
    static final int JSON_FALSE = 0x51;
    static final int JSON_TRUE = 0x52;
    static final int JSON_NUMBER = 0x53;
    static final int JSON_STRING = 0x54;
    static final int JSON_ARRAY = 0x55;
    static final int JSON_OBJECT = 0x56;
    private static final int ARRAY = 0x60;
    private static final int LIST = 0x61;
    private static final int MAP = 0x62;
    private static final int RECORD = 0x63;
    private static final int RANGE = 0x64;
    private static final int NULL = 0xff;
    static final int END = 0x00;
    /** So many decimal digits, in pairs, fit a long whatever they are. */
    private static final int DIGIT_PAIRS_OF_LONG = 9;
    static final int EXPONENT_BIAS = 0x4000;

    private DatumCodec() {}

    public static byte[] encode(Datum datum) {
        ByteSink sink = new ByteSink(32);
        encode(datum, sink);
        return sink.toArray();
    }

    public static Datum decode(byte[] bytes, int position) {
        return decode(new ByteSource(bytes, position));
    }

    public static void encode(Datum datum, ByteSink sink) {
        switch (datum) {
            case Datum.Null n -> sink.put(NULL);
            case Datum.Bool b -> sink.put(b.value() ? TRUE : FALSE);
            case Datum.Int i -> encodeLong(i.value(), sink);
            case Datum.Float f -> encodeDouble(f.value(), sink);
            case Datum.Numeric n -> encodeDecimal(n.value(), sink);
            case Datum.Text t -> encodeText(t.value(), sink);
            case Datum.Bytes b -> encodeBytes(b.value(), sink);
            case Datum.IntervalDatum i -> {
                sink.put(INTERVAL);
                sink.putInt(i.value().months() ^ Integer.MIN_VALUE);
                sink.putInt(i.value().days() ^ Integer.MIN_VALUE);
                sink.putLong(i.value().micros() ^ Long.MIN_VALUE);
            }
            case Datum.UuidDatum u -> {
                sink.put(UUID);
                sink.putLong(u.value().getMostSignificantBits());
                sink.putLong(u.value().getLeastSignificantBits());
            }
            case Datum.JsonDatum j -> encodeJson(j.value(), sink);
            case Datum.Array a -> {
                sink.put(ARRAY);
                sink.put(a.dims().size());
                for (Datum.Dim dim : a.dims()) {
                    sink.putInt(dim.lower());
                    sink.putInt(dim.length());
                }
                encodeAll(a.elements(), sink);
            }
            case Datum.ListDatum l -> {
                sink.put(LIST);
                encodeAll(l.elements(), sink);
            }
            case Datum.MapDatum m -> {
                sink.put(MAP);
                sink.putInt(m.entries().size());
                for (Map.Entry<String, Datum> entry : m.entries().entrySet()) {
                    encodeText(entry.getKey(), sink);
                    encode(entry.getValue(), sink);
                }
            }
            case Datum.Record r -> {
                sink.put(RECORD);
                encodeAll(r.fields(), sink);
            }
            case Datum.Range r -> encodeRange(r, sink);
        }
    }

    private static void encodeAll(List<Datum> datums, ByteSink sink) {
        sink.putInt(datums.size());
        for (Datum datum : datums) {
            encode(datum, sink);
        }
    }

    private static void encodeRange(Datum.Range range, ByteSink sink) {
        sink.put(RANGE);
        sink.put(range.bounds().isPresent() ? 1 : 0);
        if (range.bounds().isPresent()) {
            Datum.Bounds bounds = range.bounds().get();
            sink.put((bounds.lowerInclusive() ? 1 : 0) | (bounds.upperInclusive() ? 2 : 0));
            encode(bounds.lower(), sink);
            encode(bounds.upper(), sink);
        }
    }

    /** Integers in as few bytes as their magnitude needs. */
    public static void encodeLong(long value, ByteSink sink) {
        int length = value == 0 ? 0 : (64 + 7 - Long.numberOfLeadingZeros(value < 0 ? ~value : value)) / 8;
        if (value < 0) {
            length = Math.max(length, 1);
            sink.put(INT_ZERO - length);
        } else {
            sink.put(INT_ZERO + length);
        }
        for (int shift = (length - 1) * 8; shift >= 0; shift -= 8) {
            sink.put((int) (value >>> shift));
        }
    }

    /** Decodes what {@link #encodeLong} wrote. */
    public static long decodeLong(ByteSource source) {
        int tag = source.get();
        boolean negative = tag < INT_ZERO;
        int length = negative ? INT_ZERO - tag : tag - INT_ZERO;
        Check.that(length <= 8, "not an integer tag: %d", tag);
        long value = negative ? -1 : 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | source.get();
        }
        return value;
    }

    public static void encodeDouble(double value, ByteSink sink) {
        long bits = Double.doubleToLongBits(value == 0.0 ? 0.0 : value);
        sink.put(FLOAT);
        sink.putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }

    public static void encodeDecimal(Decimal decimal, ByteSink sink) {
        if (!decimal.isFinite() || decimal.signum() == 0) {
            sink.put(decimal.isNan() ? NAN : decimal.isFinite() ? ZERO
                    : decimal.signum() > 0 ? INFINITY : NEGATIVE_INFINITY);
            return;
        }
        BigDecimal value = decimal.value();
        int flip = decimal.signum() < 0 ? 0xff : 0;
        String digits = value.precision() <= 2 * DIGIT_PAIRS_OF_LONG
                ? Long.toString(Math.abs(value.unscaledValue().longValue())) : value.unscaledValue().abs().toString();
        int exponent = digits.length() - value.scale();
        int end = digits.length();
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        sink.put(flip == 0 ? POSITIVE : NEGATIVE);
        int biased = exponent + EXPONENT_BIAS;
        sink.put(biased >> 8 ^ flip);
        sink.put(biased & 0xff ^ flip);
        for (int i = 0; i < end; i += 2) {
            int pair = (digits.charAt(i) - '0') * 10 + (i + 1 < end ? digits.charAt(i + 1) - '0' : 0);
            sink.put(pair + 1 ^ flip);
        }
        sink.put(END ^ flip);
    }

    private static Decimal decodeFinite(ByteSource source, int flip) {
        int exponent = ((source.get() ^ flip) << 8 | (source.get() ^ flip)) - EXPONENT_BIAS;
        int pairs = source.find(END ^ flip);
        if (pairs <= DIGIT_PAIRS_OF_LONG) {
            long unscaled = 0;
            for (int i = 0; i < pairs; i++) {
                unscaled = unscaled * 100 + ((source.get() ^ flip) - 1);
            }
            source.skip(1);
            return Decimal.of(BigDecimal.valueOf(flip == 0 ? unscaled : -unscaled, 2 * pairs - exponent));
        }
        StringBuilder digits = new StringBuilder();
        for (int pair = source.get() ^ flip; pair != END; pair = source.get() ^ flip) {
            digits.append((char) ('0' + (pair - 1) / 10)).append((char) ('0' + (pair - 1) % 10));
        }
        BigInteger unscaled = new BigInteger(digits.toString());
        BigDecimal value = new BigDecimal(flip == 0 ? unscaled : unscaled.negate(), digits.length() - exponent);
        return Decimal.of(value);
    }

    public static void encodeText(String text, ByteSink sink) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sink.put(TEXT);
        sink.put(bytes, 0, bytes.length);
        sink.put(END);
    }

    private static String decodeText(ByteSource source) {
        Check.that(source.get() == TEXT, "not a text tag");
        int start = source.position();
        int end = start;
        byte[] bytes = source.array();
        while (bytes[end] != END) {
            end++;
        }
        source.skip(end - start + 1);
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    public static void encodeBytes(byte[] bytes, ByteSink sink) {
        sink.put(BYTES);
        for (byte b : bytes) {
            sink.put(b);
            if (b == 0) {
                sink.put(0xff);
            }
        }
        sink.put(END);
        sink.put(1);
    }

    private static Datum decodeBytes(ByteSource source) {
        ByteSink sink = new ByteSink(32);
        while (true) {
            int b = source.get();
            if (b == END && source.get() == 1) {
                return new Datum.Bytes(sink.toArray());
            }
            sink.put(b);
        }
    }

    private static void encodeJson(Json json, ByteSink sink) {
        switch (json) {
            case Json.Null n -> sink.put(JSON_NULL);
            case Json.Bool b -> sink.put(b.value() ? JSON_TRUE : JSON_FALSE);
            case Json.Num n -> {
                sink.put(JSON_NUMBER);
                encodeDecimal(n.value(), sink);
            }
            case Json.Str s -> {
                sink.put(JSON_STRING);
                encodeBytes(s.value().getBytes(StandardCharsets.UTF_8), sink);
            }
            case Json.Arr a -> {
                sink.put(JSON_ARRAY);
                for (Json element : a.elements()) {
                    encodeJson(element, sink);
                }
                sink.put(END);
            }
            case Json.Obj o -> {
                sink.put(JSON_OBJECT);
                for (Map.Entry<String, Json> field : o.fields().entrySet()) {
                    encodeBytes(field.getKey().getBytes(StandardCharsets.UTF_8), sink);
                    encodeJson(field.getValue(), sink);
                }
                sink.put(END);
            }
        }
    }

    private static Json decodeJson(ByteSource source) {
        return switch (source.get()) {
            case JSON_NULL -> Json.Null.INSTANCE;
            case JSON_FALSE -> new Json.Bool(false);
            case JSON_TRUE -> new Json.Bool(true);
            case JSON_NUMBER -> new Json.Num(decode(source).asDecimal());
            case JSON_STRING -> new Json.Str(utf8(source));
            case JSON_ARRAY -> {
                List<Json> elements = new ArrayList<>();
                while (source.peek() != END) {
                    elements.add(decodeJson(source));
                }
                source.skip(1);
                yield new Json.Arr(elements);
            }
            case JSON_OBJECT -> {
                TreeMap<String, Json> fields = new TreeMap<>();
                while (source.peek() != END) {
                    String key = utf8(source);
                    fields.put(key, decodeJson(source));
                }
                source.skip(1);
                yield new Json.Obj(fields);
            }
            default -> throw Check.unreachable("unknown JSON tag");
        };
    }

    private static String utf8(ByteSource source) {
        return new String(((Datum.Bytes) decode(source)).value(), StandardCharsets.UTF_8);
    }

    public static Datum decode(ByteSource source) {
        int tag = source.peek();
        if (tag >= INT_ZERO - 8 && tag <= INT_ZERO + 8) {
            return Datum.of(decodeLong(source));
        }
        if (tag == TEXT) {
            return Datum.of(decodeText(source));
        }
        if (JsonBytes.isJson(tag)) {
            return new Datum.JsonDatum(decodeJson(source));
        }
        source.skip(1);
        return switch (tag) {
            case NULL -> Datum.NULL;
            case FALSE -> Datum.FALSE;
            case TRUE -> Datum.TRUE;
            case FLOAT -> {
                long bits = source.getLong();
                yield Datum.of(Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits));
            }
            case NEGATIVE_INFINITY -> Datum.of(Decimal.NEGATIVE_INFINITY);
            case NEGATIVE -> Datum.of(decodeFinite(source, 0xff));
            case ZERO -> Datum.of(Decimal.ZERO);
            case POSITIVE -> Datum.of(decodeFinite(source, 0));
            case INFINITY -> Datum.of(Decimal.INFINITY);
            case NAN -> Datum.of(Decimal.NAN);
            case BYTES -> decodeBytes(source);
            case INTERVAL -> new Datum.IntervalDatum(new Interval(source.getInt() ^ Integer.MIN_VALUE,
                    source.getInt() ^ Integer.MIN_VALUE, source.getLong() ^ Long.MIN_VALUE));
            case UUID -> new Datum.UuidDatum(new java.util.UUID(source.getLong(), source.getLong()));
            case ARRAY, LIST, MAP, RECORD, RANGE -> decodeContainer(tag, source);
            default -> throw Check.unreachable("unknown datum tag " + tag);
        };
    }

    /** Appends a text given as its UTF-8 bytes. */
    public static void encodeText(byte[] utf8, int from, int length, ByteSink sink) {
        sink.put(TEXT);
        sink.put(utf8, from, length);
        sink.put(END);
    }

    /** Whether the next datum is an integer, to be read with {@link #decodeLong}. */
    public static boolean nextIsLong(ByteSource source) {
        int tag = source.peek();
        return tag >= INT_ZERO - 8 && tag <= INT_ZERO + 8;
    }

    /** Whether the next datum is a text: its tag, its UTF-8 bytes, and a zero byte. */
    public static boolean nextIsText(ByteSource source) {
        return source.peek() == TEXT;
    }

    private static Datum decodeContainer(int tag, ByteSource source) {
        switch (tag) {
            case ARRAY -> {
                int count = source.get();
                List<Datum.Dim> dims = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    dims.add(new Datum.Dim(source.getInt(), source.getInt()));
                }
                return new Datum.Array(dims, decodeAll(source));
            }
            case LIST -> {
                return new Datum.ListDatum(decodeAll(source));
            }
            case RECORD -> {
                return new Datum.Record(decodeAll(source));
            }
            case MAP -> {
                int count = source.getInt();
                TreeMap<String, Datum> entries = new TreeMap<>();
                for (int i = 0; i < count; i++) {
                    String key = decodeText(source);
                    entries.put(key, decode(source));
                }
                return new Datum.MapDatum(entries);
            }
            default -> {
                if (source.get() == 0) {
                    return new Datum.Range(Optional.empty());
                }
                int flags = source.get();
                Datum lower = decode(source);
                Datum upper = decode(source);
                return new Datum.Range(
                        Optional.of(new Datum.Bounds(lower, (flags & 1) != 0, upper, (flags & 2) != 0)));
            }
        }
    }

    private static List<Datum> decodeAll(ByteSource source) {
        int count = source.getInt();
        List<Datum> datums = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            datums.add(decode(source));
        }
        return datums;
    }
}
