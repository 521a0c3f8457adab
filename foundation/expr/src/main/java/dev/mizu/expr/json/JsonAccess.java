package dev.mizu.expr.json;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Json;
import dev.mizu.repr.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reading out of JSON values and building changed ones. */
public final class JsonAccess {
    private JsonAccess() {}

    /** A field of an object. */
    public static Optional<Json> field(Json json, String key) {
        return json instanceof Json.Obj object ? Optional.ofNullable(object.fields().get(key)) : Optional.empty();
    }

    /** An element of an array, from 0, from the end when negative; a scalar is an array of itself. */
    public static Optional<Json> element(Json json, long index) {
        List<Json> elements = json instanceof Json.Arr array ? array.elements()
                : json instanceof Json.Obj ? List.of() : List.of(json);
        long place = index < 0 ? elements.size() + index : index;
        return place >= 0 && place < elements.size() ? Optional.of(elements.get((int) place)) : Optional.empty();
    }

    /** What lies at the end of a path of keys and indexes. */
    public static Optional<Json> path(Json json, List<Datum> steps) {
        Optional<Json> current = Optional.of(json);
        for (Datum step : steps) {
            if (step.isNull() || current.isEmpty()) {
                return Optional.empty();
            }
            current = current.get() instanceof Json.Arr array
                    ? index(step.asText()).flatMap(index -> element(array, index))
                    : field(current.get(), step.asText());
        }
        return current;
    }

    private static Optional<Long> index(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Strings without quotes, NULL for null, everything else as JSON text. */
    public static Datum text(Json json) {
        return switch (json) {
            case Json.Null n -> Datum.NULL;
            case Json.Str s -> Datum.of(s.value());
            default -> Datum.of(JsonText.print(json));
        };
    }

    public static String kind(Json json) {
        return switch (json) {
            case Json.Null n -> "null";
            case Json.Bool b -> "boolean";
            case Json.Num n -> "number";
            case Json.Str s -> "string";
            case Json.Arr a -> "array";
            case Json.Obj o -> "object";
        };
    }

    /** Whether the part's structure and values occur in the whole; an array also contains a scalar that is in it. */
    public static boolean contains(Json whole, Json part) {
        if (whole instanceof Json.Arr array && !(part instanceof Json.Arr) && !(part instanceof Json.Obj)) {
            return array.elements().contains(part);
        }
        return containsSame(whole, part);
    }

    private static boolean containsSame(Json whole, Json part) {
        return switch (part) {
            case Json.Obj wanted -> whole instanceof Json.Obj object && wanted.fields().entrySet().stream().allMatch(
                    entry -> field(object, entry.getKey()).filter(v -> containsSame(v, entry.getValue())).isPresent());
            case Json.Arr wanted -> whole instanceof Json.Arr array && wanted.elements().stream().allMatch(
                    element -> array.elements().stream().anyMatch(present -> containsSame(present, element)));
            default -> whole.equals(part);
        };
    }

    /** Whether a key of an object, a string in an array, or a string itself. */
    public static boolean exists(Json json, String key) {
        return switch (json) {
            case Json.Obj object -> object.fields().containsKey(key);
            case Json.Arr array -> array.elements().contains(new Json.Str(key));
            default -> json.equals(new Json.Str(key));
        };
    }

    /** Objects merged, the right one winning; anything else as arrays joined, what is no array being one of itself. */
    public static Json concat(Json left, Json right) {
        if (left instanceof Json.Obj a && right instanceof Json.Obj b) {
            SortedMap<String, Json> fields = new TreeMap<>(a.fields());
            fields.putAll(b.fields());
            return new Json.Obj(fields);
        }
        List<Json> elements = new ArrayList<>(left instanceof Json.Arr a ? a.elements() : List.of(left));
        elements.addAll(right instanceof Json.Arr b ? b.elements() : List.of(right));
        return new Json.Arr(elements);
    }

    /** Without a key, or without all equal strings of an array. */
    public static Json without(Json json, String key) {
        return switch (json) {
            case Json.Obj object -> {
                SortedMap<String, Json> fields = new TreeMap<>(object.fields());
                fields.remove(key);
                yield new Json.Obj(fields);
            }
            case Json.Arr array -> {
                List<Json> elements = new ArrayList<>(array.elements());
                elements.removeIf(new Json.Str(key)::equals);
                yield new Json.Arr(elements);
            }
            default -> throw new EvalException(SqlState.INVALID_PARAMETER_VALUE, "cannot delete from scalar");
        };
    }

    /** Without the element at an index, from the end when negative. */
    public static Json without(Json json, long index) {
        return switch (json) {
            case Json.Arr array -> {
                List<Json> elements = new ArrayList<>(array.elements());
                long place = index < 0 ? elements.size() + index : index;
                if (place >= 0 && place < elements.size()) {
                    elements.remove((int) place);
                }
                yield new Json.Arr(elements);
            }
            case Json.Obj object -> throw new EvalException(SqlState.INVALID_PARAMETER_VALUE,
                    "cannot delete from object using integer index");
            default -> throw new EvalException(SqlState.INVALID_PARAMETER_VALUE, "cannot delete from scalar");
        };
    }

    /** Without the object fields that are null, at every depth. */
    public static Json withoutNulls(Json json) {
        return switch (json) {
            case Json.Obj object -> {
                SortedMap<String, Json> fields = new TreeMap<>();
                object.fields().forEach((key, value) -> {
                    if (!(value instanceof Json.Null)) {
                        fields.put(key, withoutNulls(value));
                    }
                });
                yield new Json.Obj(fields);
            }
            case Json.Arr array -> new Json.Arr(array.elements().stream().map(JsonAccess::withoutNulls).toList());
            default -> json;
        };
    }

    /** Indented by four blanks a level. */
    public static String pretty(Json json) {
        StringBuilder out = new StringBuilder();
        pretty(json, 0, out);
        return out.toString();
    }

    private static void pretty(Json json, int depth, StringBuilder out) {
        switch (json) {
            case Json.Obj object when !object.fields().isEmpty() -> {
                out.append('{');
                boolean first = true;
                for (Map.Entry<String, Json> field : object.fields().entrySet()) {
                    line(depth + 1, first, out);
                    JsonText.quote(field.getKey(), out);
                    out.append(": ");
                    pretty(field.getValue(), depth + 1, out);
                    first = false;
                }
                line(depth, true, out);
                out.append('}');
            }
            case Json.Arr array when !array.elements().isEmpty() -> {
                out.append('[');
                boolean first = true;
                for (Json element : array.elements()) {
                    line(depth + 1, first, out);
                    pretty(element, depth + 1, out);
                    first = false;
                }
                line(depth, true, out);
                out.append(']');
            }
            case Json.Obj empty -> out.append("{\n").repeat(' ', depth * 4).append('}');
            case Json.Arr empty -> out.append("[\n").repeat(' ', depth * 4).append(']');
            default -> JsonText.print(json, out);
        }
    }

    private static void line(int depth, boolean first, StringBuilder out) {
        out.append(first ? "\n" : ",\n").repeat(' ', depth * 4);
    }
}
