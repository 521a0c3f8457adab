package dev.mizu.interchange.json;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Json;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.JsonText;
import java.util.List;
import java.util.Map;

/**
 * Values as JSON text. Numbers are strings, so that no reader loses digits; timestamps are milliseconds since 1970, a
 * point and three digits of microseconds; byte strings are arrays of numbers; jsonb is itself, but for a number on
 * top, which is a string.
 */
public final class JsonValues {
    private JsonValues() {}

    public static void write(ScalarType type, Datum datum, StringBuilder out) {
        if (datum.isNull()) {
            out.append("null");
            return;
        }
        switch (type) {
            case SimpleType simple -> writeSimple(simple, datum, out);
            case ScalarType.Timestamp t -> writeInstant(datum.asLong(), out);
            case ScalarType.TimestampTz t -> writeInstant(datum.asLong(), out);
            case ScalarType.Array a -> writeArray(a.element(), (Datum.Array) datum, out);
            case ScalarType.ListOf l -> writeAll(l.element(), ((Datum.ListDatum) datum).elements(), out);
            case ScalarType.MapOf m -> writeMap(m.value(), (Datum.MapDatum) datum, out);
            case ScalarType.Record r -> writeRecord(r, (Datum.Record) datum, out);
            case ScalarType.Numeric n -> quoted(type, datum, out);
            case ScalarType.Varchar v -> quoted(type, datum, out);
            case ScalarType.Char c -> quoted(type, datum, out);
            case ScalarType.Range r -> quoted(type, datum, out);
        }
    }

    private static void writeSimple(SimpleType type, Datum datum, StringBuilder out) {
        switch (type) {
            case BOOL -> out.append(datum.asBool());
            case BYTEA -> {
                char separator = '[';
                for (byte b : ((Datum.Bytes) datum).value()) {
                    out.append(separator).append(b & 0xff);
                    separator = ',';
                }
                out.append(separator == '[' ? "[]" : "]");
            }
            case JSONB -> {
                Json json = ((Datum.JsonDatum) datum).value();
                if (json instanceof Json.Num number) {
                    JsonText.quote(number.value().toString(), out);
                } else {
                    JsonText.print(json, out);
                }
            }
            case INT2VECTOR -> writeAll(SimpleType.INT2, ((Datum.Array) datum).elements(), out);
            default -> quoted(type, datum, out);
        }
    }

    private static void quoted(ScalarType type, Datum datum, StringBuilder out) {
        JsonText.quote(DatumText.print(type, datum), out);
    }

    private static void writeInstant(long micros, StringBuilder out) {
        long millis = micros / 1000;
        int rest = (int) Math.abs(micros % 1000);
        out.append('"').append(micros < 0 && millis == 0 ? "-" : "").append(millis).append('.');
        out.append(rest < 10 ? "00" : rest < 100 ? "0" : "").append(rest).append('"');
    }

    private static void writeArray(ScalarType element, Datum.Array array, StringBuilder out) {
        if (array.dims().size() <= 1) {
            writeAll(element, array.elements(), out);
        } else {
            writeSlice(element, array, 0, 0, out);
        }
    }

    /** Returns the index of the element after the slice. */
    private static int writeSlice(ScalarType element, Datum.Array array, int depth, int from, StringBuilder out) {
        int index = from;
        out.append('[');
        for (int i = 0; i < array.dims().get(depth).length(); i++) {
            out.append(i == 0 ? "" : ",");
            if (depth + 1 < array.dims().size()) {
                index = writeSlice(element, array, depth + 1, index, out);
            } else {
                write(element, array.elements().get(index++), out);
            }
        }
        out.append(']');
        return index;
    }

    private static void writeAll(ScalarType element, List<Datum> elements, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            out.append(i == 0 ? "" : ",");
            write(element, elements.get(i), out);
        }
        out.append(']');
    }

    private static void writeMap(ScalarType value, Datum.MapDatum map, StringBuilder out) {
        String separator = "{";
        for (Map.Entry<String, Datum> entry : map.entries().entrySet()) {
            out.append(separator);
            JsonText.quote(entry.getKey(), out);
            out.append(':');
            write(value, entry.getValue(), out);
            separator = ",";
        }
        out.append(map.entries().isEmpty() ? "{}" : "}");
    }

    private static void writeRecord(ScalarType.Record type, Datum.Record record, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < record.fields().size(); i++) {
            out.append(i == 0 ? "" : ",");
            JsonText.quote(type.fields().get(i).name(), out);
            out.append(':');
            write(type.fields().get(i).type().scalar(), record.fields().get(i), out);
        }
        out.append('}');
    }
}
