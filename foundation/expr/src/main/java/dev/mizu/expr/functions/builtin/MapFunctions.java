package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.form;
import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Maps from text, and records. */
final class MapFunctions {
    static final List<FunctionDef> ALL = List.of(
            form("map_of").variadic(ANY).returns(ANYMAP, types -> new ScalarType.MapOf(types.get(1)))
                    .seesNullsGivesNone().doc("the map of alternating keys and values; the last of equal keys wins")
                    .example("map['b' => 2, 'a' => 1]", "{a=>1,b=>2}").eval(a -> {
                        SortedMap<String, Datum> entries = new TreeMap<>();
                        for (int i = 0; i < a.length; i += 2) {
                            if (!a[i].isNull()) {
                                entries.put(a[i].asText(), a[i + 1]);
                            }
                        }
                        return new Datum.MapDatum(entries);
                    }),
            scalar("map_build").in("mz_catalog").params(ANYLIST).returns(ANYMAP, types -> {
                        ScalarType element = ((ScalarType.ListOf) types.getFirst()).element();
                        return element instanceof ScalarType.Record record && record.fields().size() == 2
                                ? new ScalarType.MapOf(record.fields().get(1).type().scalar())
                                : new ScalarType.MapOf(element);
                    }).fallible()
                    .doc("the map of a list of (key, value) records; the last of equal keys wins")
                    .example("map_build(list[row('a'::text, 1), row('b'::text, 2)])", "{a=>1,b=>2}").eval(a -> {
                        SortedMap<String, Datum> entries = new TreeMap<>();
                        for (Datum element : ((Datum.ListDatum) a[0]).elements()) {
                            if (element instanceof Datum.Record record && !record.fields().get(0).isNull()) {
                                entries.put(record.fields().get(0).asText(), record.fields().get(1));
                            }
                        }
                        return new Datum.MapDatum(entries);
                    }),
            scalar("map_length").in("mz_catalog").params(ANYMAP).returns(INT4).doc("number of entries")
                    .example("map_length(map['a' => 1])", "1").eval(a -> Datum.of(entries(a[0]).size())),
            operator("->").params(ANYMAP, TEXT)
                    .returns(ANY, types -> ((ScalarType.MapOf) types.getFirst()).value()).givesNulls()
                    .doc("the value of a key, NULL when it is not there").example("map['a' => 1] -> 'a'", "1")
                    .eval(a -> entries(a[0]).getOrDefault(a[1].asText(), Datum.NULL)),
            operator("?").params(ANYMAP, TEXT).returns(BOOL).doc("whether the key is there")
                    .example("map['a' => 1] ? 'b'", "f")
                    .eval(a -> Datum.of(entries(a[0]).containsKey(a[1].asText()))),
            operator("?&").params(ANYMAP, TEXT_ARRAY).returns(BOOL).doc("whether all keys are there")
                    .example("map['a' => 1, 'b' => 2] ?& array['a', 'b']", "t")
                    .eval(a -> Datum.of(keys(a[1]).allMatch(key -> has(a[0], key)))),
            operator("?|").params(ANYMAP, TEXT_ARRAY).returns(BOOL).doc("whether any of the keys is there")
                    .example("map['a' => 1] ?| array['x', 'a']", "t")
                    .eval(a -> Datum.of(keys(a[1]).anyMatch(key -> has(a[0], key)))),
            operator("@>").params(ANYCOMPATIBLEMAP, ANYCOMPATIBLEMAP).returns(BOOL)
                    .doc("whether every entry of the second is in the first")
                    .example("map['a' => 1, 'b' => 2] @> map['a' => 1]", "t").eval(a -> contains(a[0], a[1])),
            operator("<@").params(ANYCOMPATIBLEMAP, ANYCOMPATIBLEMAP).returns(BOOL)
                    .doc("whether every entry of the first is in the second")
                    .example("map['a' => 1] <@ map['a' => 2]", "f").eval(a -> contains(a[1], a[0])),
            form("row").variadic(ANY).returns(RECORD, types -> new ScalarType.Record(
                            IntStream.range(0, types.size()).mapToObj(i ->
                                    new ScalarType.Field("f" + (i + 1), types.get(i).nullable())).toList()))
                    .seesNullsGivesNone().doc("the record of some fields, named f1, f2 and so on")
                    .example("row(1, NULL, 'a b'::text)", "(1,,\"a b\")").eval(a -> new Datum.Record(List.of(a))));

    private MapFunctions() {}

    private static SortedMap<String, Datum> entries(Datum map) {
        return ((Datum.MapDatum) map).entries();
    }

    private static boolean has(Datum map, Datum key) {
        return !key.isNull() && entries(map).containsKey(key.asText());
    }

    private static Stream<Datum> keys(Datum array) {
        return ((Datum.Array) array).elements().stream();
    }

    private static Datum contains(Datum whole, Datum part) {
        SortedMap<String, Datum> present = entries(whole);
        return Datum.of(entries(part).entrySet().stream()
                .allMatch(e -> !e.getValue().isNull() && e.getValue().equals(present.get(e.getKey()))));
    }
}
