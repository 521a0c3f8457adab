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
final class JsonObject {
    private final TreeMap<String, Json> fields;

    private JsonObject(TreeMap<String, Json> fields) {
        this.fields = fields;
    }

    /** A node of a kind. */
    static JsonObject of(String kind) {
        return new JsonObject(new TreeMap<>()).text("@", kind);
    }

    static JsonObject read(Json json) {
        Check.that(json instanceof Json.Obj, "an object in a plan");
        return new JsonObject(new TreeMap<>(((Json.Obj) json).fields()));
    }

    Json json() {
        return new Json.Obj(fields);
    }

    String kind() {
        return text("@");
    }

    JsonObject put(String name, Json value) {
        fields.put(name, value);
        return this;
    }

    JsonObject text(String name, String value) {
        return put(name, new Json.Str(value));
    }

    JsonObject number(String name, long value) {
        return put(name, number(value));
    }

    JsonObject flag(String name, boolean value) {
        return value ? put(name, new Json.Bool(true)) : this;
    }

    <T> JsonObject list(String name, List<T> values, Function<T, Json> write) {
        return values.isEmpty() ? this : put(name, array(values, write));
    }

    <T> JsonObject optional(String name, Optional<T> value, Function<T, Json> write) {
        value.ifPresent(v -> put(name, write.apply(v)));
        return this;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Json get(String name) {
        Check.that(has(name), "a plan has %s", name);
        return Objects.requireNonNull(fields.get(name));
    }

    String text(String name) {
        return text(get(name));
    }

    long number(String name) {
        return number(get(name));
    }

    boolean flag(String name) {
        return has(name) && get(name).equals(new Json.Bool(true));
    }

    <T> List<T> list(String name, Function<Json, T> read) {
        return has(name) ? elements(get(name), read) : List.of();
    }

    <T> Optional<T> optional(String name, Function<Json, T> read) {
        return has(name) ? Optional.of(read.apply(get(name))) : Optional.empty();
    }

    static Json number(long value) {
        return new Json.Num(Decimal.of(value));
    }

    static long number(Json json) {
        Check.that(json instanceof Json.Num, "a number in a plan");
        return ((Json.Num) json).value().value().longValueExact();
    }

    static String text(Json json) {
        Check.that(json instanceof Json.Str, "a text in a plan");
        return ((Json.Str) json).value();
    }

    static <T> Json array(List<T> values, Function<T, Json> write) {
        return new Json.Arr(values.stream().map(write).toList());
    }

    static <T> List<T> elements(Json json, Function<Json, T> read) {
        Check.that(json instanceof Json.Arr, "an array in a plan");
        List<T> values = new ArrayList<>();
        ((Json.Arr) json).elements().forEach(element -> values.add(read.apply(element)));
        return List.copyOf(values);
    }

    static Json integers(List<Integer> values) {
        return array(values, value -> number(value.longValue()));
    }

    static List<Integer> integers(Json json) {
        return elements(json, element -> Math.toIntExact(number(element)));
    }
}
