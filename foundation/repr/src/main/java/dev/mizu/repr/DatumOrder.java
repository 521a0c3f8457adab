package dev.mizu.repr;

import dev.mizu.base.Check;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * SQL's order of values of one type, NULL last. Text is ordered bytewise over UTF-8. {@code UINT8} alone needs its
 * type to be compared; {@link #compare(ScalarType, Datum, Datum)} knows.
 */
public final class DatumOrder {
    private DatumOrder() {}

    /** Like {@link #compare(Datum, Datum)}, aware of unsigned types. */
    public static int compare(ScalarType type, Datum a, Datum b) {
        if (type == SimpleType.UINT8 && a instanceof Datum.Int x && b instanceof Datum.Int y) {
            return Long.compareUnsigned(x.value(), y.value());
        }
        return compare(a, b);
    }

    /** Negative, zero or positive as a sorts before, with or after b; NULL after everything. */
    public static int compare(Datum a, Datum b) {
        if (a.isNull() || b.isNull()) {
            return Boolean.compare(a.isNull(), b.isNull());
        }
        return switch (a) {
            case Datum.Null n -> 0;
            case Datum.Bool x -> Boolean.compare(x.value(), b.asBool());
            case Datum.Int x -> Long.compare(x.value(), b.asLong());
            case Datum.Float x -> Double.compare(x.value(), b.asDouble());
            case Datum.Numeric x -> x.value().compareTo(b.asDecimal());
            case Datum.Text x -> compareText(x.value(), b.asText());
            case Datum.Bytes x -> Arrays.compareUnsigned(x.value(), ((Datum.Bytes) b).value());
            case Datum.IntervalDatum x -> x.value().compareTo(((Datum.IntervalDatum) b).value());
            case Datum.UuidDatum x -> compareUuid(x.value(), ((Datum.UuidDatum) b).value());
            case Datum.JsonDatum x -> compareJson(x.value(), ((Datum.JsonDatum) b).value());
            case Datum.Array x -> compareArray(x, (Datum.Array) b);
            case Datum.ListDatum x -> compareAll(x.elements(), ((Datum.ListDatum) b).elements());
            case Datum.Record x -> compareAll(x.fields(), ((Datum.Record) b).fields());
            case Datum.MapDatum x -> compareMap(x, (Datum.MapDatum) b);
            case Datum.Range x -> compareRange(x, (Datum.Range) b);
        };
    }

    private static int compareText(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                if (Character.isSurrogate(x) || Character.isSurrogate(y)) {
                    return Arrays.compareUnsigned(
                            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
                }
                return Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static int compareUuid(java.util.UUID a, java.util.UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    private static int compareArray(Datum.Array a, Datum.Array b) {
        int byElements = compareAll(a.elements(), b.elements());
        if (byElements != 0) {
            return byElements;
        }
        int byDims = Integer.compare(a.dims().size(), b.dims().size());
        for (int i = 0; byDims == 0 && i < a.dims().size(); i++) {
            byDims = Integer.compare(a.dims().get(i).length(), b.dims().get(i).length());
            byDims = byDims != 0 ? byDims : Integer.compare(a.dims().get(i).lower(), b.dims().get(i).lower());
        }
        return byDims;
    }

    private static int compareAll(List<Datum> a, List<Datum> b) {
        int length = Math.min(a.size(), b.size());
        for (int i = 0; i < length; i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int compareMap(Datum.MapDatum a, Datum.MapDatum b) {
        Iterator<Map.Entry<String, Datum>> left = a.entries().entrySet().iterator();
        Iterator<Map.Entry<String, Datum>> right = b.entries().entrySet().iterator();
        while (left.hasNext() && right.hasNext()) {
            Map.Entry<String, Datum> x = left.next();
            Map.Entry<String, Datum> y = right.next();
            int order = compareText(x.getKey(), y.getKey());
            order = order != 0 ? order : compare(x.getValue(), y.getValue());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compareRange(Datum.Range a, Datum.Range b) {
        if (a.bounds().isEmpty() || b.bounds().isEmpty()) {
            return Boolean.compare(a.bounds().isPresent(), b.bounds().isPresent());
        }
        Datum.Bounds x = a.bounds().get();
        Datum.Bounds y = b.bounds().get();
        int lower = compareBound(x.lower(), y.lower(), -1, Boolean.compare(y.lowerInclusive(), x.lowerInclusive()));
        return lower != 0
                ? lower
                : compareBound(x.upper(), y.upper(), 1, Boolean.compare(x.upperInclusive(), y.upperInclusive()));
    }

    private static int compareBound(Datum x, Datum y, int infinite, int tie) {
        if (x.isNull() || y.isNull()) {
            return x.isNull() == y.isNull() ? 0 : x.isNull() ? infinite : -infinite;
        }
        int order = compare(x, y);
        return order != 0 ? order : tie;
    }

    /** A total order over JSON: null, string, number, boolean, array, object; stable, otherwise unspecified. */
    private static int compareJson(Json a, Json b) {
        int byKind = Integer.compare(rank(a), rank(b));
        if (byKind != 0) {
            return byKind;
        }
        return switch (a) {
            case Json.Null n -> 0;
            case Json.Bool x -> Boolean.compare(x.value(), ((Json.Bool) b).value());
            case Json.Num x -> x.value().compareTo(((Json.Num) b).value());
            case Json.Str x -> compareText(x.value(), ((Json.Str) b).value());
            case Json.Arr x -> compareElements(x.elements(), ((Json.Arr) b).elements());
            case Json.Obj x -> compareFields(x, (Json.Obj) b);
        };
    }

    private static int rank(Json json) {
        return switch (json) {
            case Json.Null n -> 0;
            case Json.Str s -> 1;
            case Json.Num n -> 2;
            case Json.Bool b -> 3;
            case Json.Arr a -> 4;
            case Json.Obj o -> 5;
        };
    }

    private static int compareElements(List<Json> a, List<Json> b) {
        int bySize = Integer.compare(a.size(), b.size());
        for (int i = 0; bySize == 0 && i < a.size(); i++) {
            bySize = compareJson(a.get(i), b.get(i));
        }
        return bySize;
    }

    private static int compareFields(Json.Obj a, Json.Obj b) {
        int order = Integer.compare(a.fields().size(), b.fields().size());
        Iterator<Map.Entry<String, Json>> right = b.fields().entrySet().iterator();
        for (Map.Entry<String, Json> x : a.fields().entrySet()) {
            if (order != 0) {
                return order;
            }
            Check.that(right.hasNext(), "objects of equal size");
            Map.Entry<String, Json> y = right.next();
            order = compareText(x.getKey(), y.getKey());
            order = order != 0 ? order : compareJson(x.getValue(), y.getValue());
        }
        return order;
    }
}
