package dev.mizu.expr.json;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Json;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DatumText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** SQL values as JSON: numbers, truth and containers as such, everything else as its text. */
public final class ToJson {
    private ToJson() {}

    /** NULL becomes JSON's null. */
    public static Json of(ScalarType type, Datum value) {
        if (value.isNull()) {
            return Json.Null.INSTANCE;
        }
        return switch (value) {
            case Datum.Bool b -> new Json.Bool(b.value());
            case Datum.Int i -> ofWord(type, i);
            case Datum.Float f -> Double.isNaN(f.value()) || Double.isInfinite(f.value())
                    ? new Json.Str(DatumText.print(type, f))
                    : new Json.Num(Decimal.of(new BigDecimal(type == SimpleType.FLOAT4
                            ? Float.toString((float) f.value()) : Double.toString(f.value()))));
            case Datum.Numeric n -> n.value().isFinite() ? new Json.Num(n.value()) : new Json.Str(n.value().toString());
            case Datum.JsonDatum j -> j.value();
            case Datum.Array a -> array(((ScalarType.Array) elementHolder(type)).element(), a);
            case Datum.ListDatum l -> new Json.Arr(l.elements().stream()
                    .map(e -> of(((ScalarType.ListOf) type).element(), e)).toList());
            case Datum.MapDatum m -> map(((ScalarType.MapOf) type).value(), m);
            case Datum.Record r -> record((ScalarType.Record) type, r);
            default -> new Json.Str(DatumText.print(type, value));
        };
    }

    private static ScalarType elementHolder(ScalarType type) {
        return type == SimpleType.INT2VECTOR ? new ScalarType.Array(SimpleType.INT2) : type;
    }

    private static Json ofWord(ScalarType type, Datum.Int value) {
        return switch (type) {
            case SimpleType simple -> switch (simple) {
                case INT2, INT4, INT8, UINT2, UINT4, OID -> new Json.Num(Decimal.of(value.value()));
                case UINT8 -> new Json.Num(
                        Decimal.of(new BigDecimal(new BigInteger(Long.toUnsignedString(value.value())))));
                default -> new Json.Str(DatumText.print(type, value));
            };
            default -> new Json.Str(DatumText.print(type, value));
        };
    }

    private static Json array(ScalarType element, Datum.Array array) {
        return array.dims().isEmpty() ? new Json.Arr(List.of())
                : nested(element, array.dims(), 0, array.elements().iterator());
    }

    private static Json nested(ScalarType element, List<Datum.Dim> dims, int depth, Iterator<Datum> elements) {
        List<Json> parts = new ArrayList<>();
        for (int i = 0; i < dims.get(depth).length(); i++) {
            parts.add(depth + 1 == dims.size()
                    ? of(element, elements.next()) : nested(element, dims, depth + 1, elements));
        }
        return new Json.Arr(parts);
    }

    private static Json map(ScalarType value, Datum.MapDatum map) {
        SortedMap<String, Json> fields = new TreeMap<>();
        map.entries().forEach((key, datum) -> fields.put(key, of(value, datum)));
        return new Json.Obj(fields);
    }

    private static Json record(ScalarType.Record type, Datum.Record record) {
        SortedMap<String, Json> fields = new TreeMap<>();
        for (int i = 0; i < record.fields().size(); i++) {
            fields.put(type.fields().get(i).name(), of(type.fields().get(i).type().scalar(), record.fields().get(i)));
        }
        return new Json.Obj(fields);
    }
}
