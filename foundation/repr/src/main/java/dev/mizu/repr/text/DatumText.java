package dev.mizu.repr.text;

import dev.mizu.base.Check;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The text of a value of any type, both ways. {@link #parse} keeps what the type's modifiers demand: numeric scale and
 * time precision round; text too long for its type is an error unless the excess is blank.
 */
public final class DatumText {
    private static final long MAX_UINT4 = 0xffff_ffffL;
    private static final int NAME_BYTES = 63;

    private DatumText() {}

    /** The text of a value that is not NULL. */
    public static String print(ScalarType type, Datum datum) {
        if (datum instanceof Datum.Text text && !(type instanceof ScalarType.Char)) {
            return text.value();
        }
        StringBuilder out = new StringBuilder();
        print(type, datum, out);
        return out.toString();
    }

    /** Appends the text of a value that is not NULL. */
    public static void print(ScalarType type, Datum datum, StringBuilder out) {
        Check.that(!datum.isNull(), "NULL has no text");
        switch (type) {
            case SimpleType simple -> printSimple(simple, datum, out);
            case ScalarType.Numeric n -> out.append(datum.asDecimal());
            case ScalarType.Varchar v -> out.append(datum.asText());
            case ScalarType.Char c -> printPadded(datum.asText(), c.length(), out);
            case ScalarType.Timestamp t -> DateTimeText.printTimestamp(datum.asLong(), out);
            case ScalarType.TimestampTz t -> DateTimeText.printTimestampTz(datum.asLong(), out);
            case ScalarType.Array a -> ContainerText.printArray(a.element(), (Datum.Array) datum, out);
            case ScalarType.ListOf l -> ContainerText.printList(l.element(), (Datum.ListDatum) datum, out);
            case ScalarType.MapOf m -> ContainerText.printMap(m.value(), (Datum.MapDatum) datum, out);
            case ScalarType.Record r -> ContainerText.printRecord(r, (Datum.Record) datum, out);
            case ScalarType.Range r -> RangeText.print(r.element(), (Datum.Range) datum, out);
        }
    }

    private static void printSimple(SimpleType type, Datum datum, StringBuilder out) {
        switch (type) {
            case BOOL -> out.append(datum.asBool() ? 't' : 'f');
            case INT2, INT4, INT8, UINT2, UINT4, OID, REGCLASS, REGPROC, REGTYPE, MZ_TIMESTAMP ->
                    out.append(datum.asLong());
            case UINT8 -> out.append(Long.toUnsignedString(datum.asLong()));
            case FLOAT4 -> NumberText.printFloat(datum.asDouble(), out);
            case FLOAT8 -> NumberText.printDouble(datum.asDouble(), out);
            case TEXT, NAME, MZ_ACLITEM, ACLITEM -> out.append(datum.asText());
            case PG_CHAR -> printByte((int) datum.asLong() & 0xff, out);
            case BYTEA -> ByteaText.print(((Datum.Bytes) datum).value(), out);
            case DATE -> DateTimeText.printDate(datum.asLong(), out);
            case TIME -> DateTimeText.printTime(datum.asLong(), out);
            case INTERVAL -> IntervalText.print(((Datum.IntervalDatum) datum).value(), out);
            case UUID -> out.append(((Datum.UuidDatum) datum).value());
            case JSONB -> JsonText.print(((Datum.JsonDatum) datum).value(), out);
            case INT2VECTOR -> ContainerText.printInt2Vector((Datum.Array) datum, out);
        }
    }

    private static void printPadded(String text, OptionalInt length, StringBuilder out) {
        out.append(text);
        int missing = length.orElse(0) - text.codePointCount(0, text.length());
        out.repeat(' ', Math.max(0, missing));
    }

    /** The byte's character, nothing for zero, an octal escape above ASCII. */
    private static void printByte(int value, StringBuilder out) {
        if (value >= 128) {
            out.append('\\').append(value >> 6).append(value >> 3 & 7).append(value & 7);
        } else if (value > 0) {
            out.append((char) value);
        }
    }

    /** The value a text stands for; throws {@link TextFormatException} when it stands for none. */
    public static Datum parse(ScalarType type, String text) {
        return switch (type) {
            case SimpleType simple -> parseSimple(simple, text);
            case ScalarType.Numeric n -> Datum.of(NumberText.parseDecimal(text, n.scale()));
            case ScalarType.Varchar v -> Datum.of(limited(text, v.length(), v.sqlName()));
            case ScalarType.Char c -> Datum.of(withoutPadding(limited(text, c.length(), c.sqlName())));
            case ScalarType.Timestamp t -> Datum.of(DateTimeText.parseTimestamp(text, t.precision()));
            case ScalarType.TimestampTz t -> Datum.of(DateTimeText.parseTimestampTz(text, t.precision()));
            case ScalarType.Array a -> ContainerText.parseArray(a.element(), text);
            case ScalarType.ListOf l -> ContainerText.parseList(l.element(), text);
            case ScalarType.MapOf m -> ContainerText.parseMap(m.value(), text);
            case ScalarType.Record r -> throw TextFormatException.of(
                    SqlState.FEATURE_NOT_SUPPORTED, "input of anonymous composite types is not supported");
            case ScalarType.Range r -> RangeText.parse(r, text);
        };
    }

    private static Datum parseSimple(SimpleType type, String text) {
        return switch (type) {
            case BOOL -> Datum.of(parseBool(text));
            case INT2 -> integer(text, type, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT4 -> integer(text, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT8 -> integer(text, type, Long.MIN_VALUE, Long.MAX_VALUE);
            case UINT2 -> integer(text, type, 0, 0xffff);
            case UINT4, OID, REGCLASS, REGPROC, REGTYPE -> integer(text, type, 0, MAX_UINT4);
            case UINT8 -> Datum.of(NumberText.parseUnsignedLong(text, type.sqlName()));
            case FLOAT4 -> Datum.of(NumberText.parseFloat(text));
            case FLOAT8 -> Datum.of(NumberText.parseDouble(text));
            case TEXT -> Datum.of(text);
            case NAME -> Datum.of(firstBytes(text));
            case MZ_ACLITEM, ACLITEM -> Datum.of(aclItem(text, type));
            case PG_CHAR -> Datum.of(parseByte(text));
            case BYTEA -> new Datum.Bytes(ByteaText.parse(text));
            case DATE -> Datum.of(DateTimeText.parseDate(text));
            case TIME -> Datum.of(DateTimeText.parseTime(text));
            case INTERVAL -> new Datum.IntervalDatum(IntervalText.parse(text));
            case UUID -> new Datum.UuidDatum(parseUuid(text));
            case JSONB -> new Datum.JsonDatum(JsonText.parse(text));
            case INT2VECTOR -> ContainerText.parseInt2Vector(text);
            case MZ_TIMESTAMP -> Datum.of(parseMzTimestamp(text));
        };
    }

    private static Datum integer(String text, SimpleType type, long min, long max) {
        return Datum.of(NumberText.parseLong(text, type.sqlName(), min, max));
    }

    /** Any unambiguous prefix of true, false, yes, no, on, off, or 1 or 0. */
    public static boolean parseBool(String text) {
        String word = NumberText.trim(text).toLowerCase(Locale.ROOT);
        if (!word.isEmpty() && ("true".startsWith(word) || "yes".startsWith(word))
                || word.equals("on") || word.equals("1")) {
            return true;
        }
        if (!word.isEmpty() && ("false".startsWith(word) || "no".startsWith(word))
                || word.equals("of") || word.equals("off") || word.equals("0")) {
            return false;
        }
        throw TextFormatException.invalid("boolean", text);
    }

    /** The text if it has at most {@code limit} code points, or the excess is blank and is cut off. */
    private static String limited(String text, OptionalInt limit, String typeName) {
        if (limit.isEmpty() || text.length() <= limit.getAsInt()
                || text.codePointCount(0, text.length()) <= limit.getAsInt()) {
            return text;
        }
        int end = text.offsetByCodePoints(0, limit.getAsInt());
        for (int i = end; i < text.length(); i++) {
            if (text.charAt(i) != ' ') {
                throw TextFormatException.of(SqlState.STRING_RIGHT_TRUNCATION,
                        "value too long for type " + typeName + "(" + limit.getAsInt() + ")");
            }
        }
        return text.substring(0, end);
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    /** At most 63 bytes of UTF-8, whole characters. */
    private static String firstBytes(String text) {
        int bytes = 0;
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > NAME_BYTES) {
                break;
            }
            i += Character.charCount(point);
        }
        return text.substring(0, i);
    }

    /** {@code grantee=privileges/grantor}. */
    private static String aclItem(String text, SimpleType type) {
        int equals = text.indexOf('=');
        if (equals < 0 || text.indexOf('/', equals) < 0) {
            throw TextFormatException.invalid(type.sqlName(), text);
        }
        return text;
    }

    private static long parseByte(String text) {
        if (text.length() == 4 && text.charAt(0) == '\\' && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '7')) {
            return Integer.parseInt(text, 1, 4, 8) & 0xff;
        }
        return text.isEmpty() ? 0 : text.getBytes(StandardCharsets.UTF_8)[0] & 0xff;
    }

    /** 32 hexadecimal digits; a hyphen may follow every fourth, braces may stand around. */
    private static UUID parseUuid(String text) {
        boolean braces = text.startsWith("{") && text.endsWith("}");
        String inner = braces ? text.substring(1, text.length() - 1) : text;
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit >= 0 && digits < 32) {
                high = high << 4 | low >>> 60;
                low = low << 4 | digit;
                digits++;
            } else if (c != '-' || digits == 0 || digits == 32 || digits % 4 != 0 || inner.charAt(i - 1) == '-') {
                throw TextFormatException.invalid("uuid", text);
            }
        }
        if (digits != 32) {
            throw TextFormatException.invalid("uuid", text);
        }
        return new UUID(high, low);
    }

    /** Digits, or the text of a timestamp not before 1970. */
    private static long parseMzTimestamp(String text) {
        String trimmed = NumberText.trim(text);
        if (!trimmed.isEmpty() && trimmed.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return NumberText.parseLong(text, "mz_timestamp", 0, Long.MAX_VALUE);
        }
        try {
            long millis = Math.floorDiv(DateTimeText.parseTimestampTz(text, OptionalInt.empty()), 1000);
            if (millis >= 0) {
                return millis;
            }
        } catch (TextFormatException notTime) {
            // Told as what was asked for, not as a bad timestamp.
        }
        throw TextFormatException.invalid("mz_timestamp", text);
    }
}
