package dev.mizu.interchange.pgformat;

import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DateTimeText;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.TextFormatException;
import java.time.LocalDate;

/** Values in PostgreSQL's text format. Common types go to bytes without a string between. */
public final class TextFormat {
    private static final int FRACTION_DIGITS = 6;
    /** A run of digits this long or shorter cannot overflow a long. */
    private static final int SAFE_DIGITS = 18;

    private TextFormat() {}

    /** The text of a value that is not NULL. */
    public static String encode(ScalarType type, Datum datum) {
        return DatumText.print(type, datum);
    }

    /** Appends the text of a value that is not NULL. */
    public static void encode(ScalarType type, Datum datum, WireBuffer out) {
        switch (datum) {
            case Datum.Text text when !(type instanceof ScalarType.Char) -> out.putUtf8(text.value());
            case Datum.Bool bool -> out.putByte(bool.value() ? 't' : 'f');
            case Datum.Int integer -> encodeWord(type, integer, out);
            default -> out.putUtf8(DatumText.print(type, datum));
        }
    }

    private static void encodeWord(ScalarType type, Datum.Int datum, WireBuffer out) {
        long value = datum.value();
        switch (type) {
            case SimpleType s when s == SimpleType.DATE -> encodeDate(value, out);
            case SimpleType s when s == SimpleType.TIME -> encodeTime(value, out);
            case SimpleType s when s == SimpleType.PG_CHAR || s == SimpleType.UINT8 && value < 0 ->
                    out.putUtf8(DatumText.print(type, datum));
            case ScalarType.Timestamp t -> encodeTimestamp(value, "", out);
            case ScalarType.TimestampTz t -> encodeTimestamp(value, "+00", out);
            default -> out.putDecimal(value);
        }
    }

    private static void encodeDate(long days, WireBuffer out) {
        LocalDate date = LocalDate.ofEpochDay(days);
        encodeDay(date, out);
        out.putUtf8(date.getYear() <= 0 ? " BC" : "");
    }

    private static void encodeTimestamp(long micros, String zone, WireBuffer out) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, DateTimeText.MICROS_PER_DAY));
        encodeDay(date, out);
        out.putByte(' ');
        encodeTime(Math.floorMod(micros, DateTimeText.MICROS_PER_DAY), out);
        out.putUtf8(zone);
        out.putUtf8(date.getYear() <= 0 ? " BC" : "");
    }

    private static void encodeDay(LocalDate date, WireBuffer out) {
        int year = date.getYear() <= 0 ? 1 - date.getYear() : date.getYear();
        out.putPadded(year, year < 10_000 ? 4 : year < 100_000 ? 5 : 6);
        out.putByte('-');
        out.putPadded(date.getMonthValue(), 2);
        out.putByte('-');
        out.putPadded(date.getDayOfMonth(), 2);
    }

    private static void encodeTime(long micros, WireBuffer out) {
        int seconds = (int) (micros / DateTimeText.MICROS_PER_SECOND);
        out.putPadded(seconds / 3600, 2);
        out.putByte(':');
        out.putPadded(seconds / 60 % 60, 2);
        out.putByte(':');
        out.putPadded(seconds % 60, 2);
        int fraction = (int) (micros % DateTimeText.MICROS_PER_SECOND);
        if (fraction != 0) {
            int width = FRACTION_DIGITS;
            for (; fraction % 10 == 0; fraction /= 10) {
                width--;
            }
            out.putByte('.');
            out.putPadded(fraction, width);
        }
    }

    /** The value a text stands for; throws the user's error when it stands for none. */
    public static Datum decode(ScalarType type, String text) {
        try {
            return DatumText.parse(type, text);
        } catch (TextFormatException e) {
            throw e.toSql();
        }
    }

    /** Like {@link #decode(ScalarType, String)} over UTF-8. */
    public static Datum decode(ScalarType type, byte[] bytes, int offset, int length) {
        if (type == SimpleType.INT8 && length > 0 && length <= SAFE_DIGITS
                || type == SimpleType.INT4 && length > 0 && length <= 9) {
            long value = plainDigits(bytes, offset, length);
            if (value >= 0) {
                return Datum.of(value);
            }
        }
        return decode(type, Utf8.decode(bytes, offset, length));
    }

    /** The number, or -1 when anything but digits is there. */
    private static long plainDigits(byte[] bytes, int offset, int length) {
        long value = 0;
        for (int i = offset; i < offset + length; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
