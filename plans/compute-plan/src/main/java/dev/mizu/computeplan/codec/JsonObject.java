package dev.mizu.computeplan.codec;

import dev.mizu.base.Check;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A JSON object being written or read. Reading what is not there as asked fails a check. */
public final class JsonObject {
    private final TreeMap<String, Json> fields;

    private JsonObject(TreeMap<String, Json> fields) {
        this.fields = fields;
    }

    /** A node of a kind. */
    public static JsonObject of(String kind) {
        return new JsonObject(new TreeMap<>()).text("@", kind);
    }

    public static JsonObject read(Json json) {
        Check.that(json instanceof Json.Obj, "an object in a plan");
        return new JsonObject(new TreeMap<>(((Json.Obj) json).fields()));
    }

    public Json json() {
        return new Json.Obj(fields);
    }

    public String kind() {
        return text("@");
    }

    public JsonObject put(String name, Json value) {
        fields.put(name, value);
        return this;
    }

    public JsonObject text(String name, String value) {
        return put(name, new Json.Str(value));
    }

    public JsonObject number(String name, long value) {
        return put(name, number(value));
    }

    public JsonObject flag(String name, boolean value) {
        return value ? put(name, new Json.Bool(true)) : this;
    }

    public <T> JsonObject list(String name, List<T> values, Function<T, Json> write) {
        return values.isEmpty() ? this : put(name, array(values, write));
    }

    public <T> JsonObject optional(String name, Optional<T> value, Function<T, Json> write) {
        value.ifPresent(v -> put(name, write.apply(v)));
        return this;
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public Json get(String name) {
        Check.that(has(name), "a plan has %s", name);
        return Objects.requireNonNull(fields.get(name));
    }

    public String text(String name) {
        return text(get(name));
    }

    public long number(String name) {
        return number(get(name));
    }

    public boolean flag(String name) {
        return has(name) && get(name).equals(new Json.Bool(true));
    }

    public <T> List<T> list(String name, Function<Json, T> read) {
        return has(name) ? elements(get(name), read) : List.of();
    }

    public <T> Optional<T> optional(String name, Function<Json, T> read) {
        return has(name) ? Optional.of(read.apply(get(name))) : Optional.empty();
    }

    public static Json number(long value) {
        return new Json.Num(Decimal.of(value));
    }

    public static long number(Json json) {
        Check.that(json instanceof Json.Num, "a number in a plan");
        return ((Json.Num) json).value().value().longValueExact();
    }

    public static String text(Json json) {
        Check.that(json instanceof Json.Str, "a text in a plan");
        return ((Json.Str) json).value();
    }

    public static <T> Json array(List<T> values, Function<T, Json> write) {
        return new Json.Arr(values.stream().map(write).toList());
    }

    public static <T> List<T> elements(Json json, Function<Json, T> read) {
        Check.that(json instanceof Json.Arr, "an array in a plan");
        List<T> values = new ArrayList<>();
        ((Json.Arr) json).elements().forEach(element -> values.add(read.apply(element)));
        return List.copyOf(values);
    }

    public static Json integers(List<Integer> values) {
        return array(values, value -> number(value.longValue()));
    }

    public static List<Integer> integers(Json json) {
        return elements(json, element -> Math.toIntExact(number(element)));
    }
}
