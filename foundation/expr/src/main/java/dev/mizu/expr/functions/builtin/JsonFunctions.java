package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.json.JsonAccess;
import dev.mizu.expr.json.ToJson;
import dev.mizu.expr.kernel.JsonKernels;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Json;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** jsonb: access, containment, change and building. */
final class JsonFunctions {
    static final List<FunctionDef> ALL = all();

    private JsonFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        access(defs);
        containment(defs);
        changes(defs);
        building(defs);
        return List.copyOf(defs);
    }

    private static void access(List<FunctionDef> defs) {
        defs.add(operator("->").params(JSONB, TEXT).returns(JSONB).givesNulls().doc("a field of an object")
                .example("'{\"a\":{\"b\":1}}'::jsonb -> 'a'", "{\"b\":1}")
                .kernel((args, rows) -> JsonKernels.fields(args[0], args[1], PhysicalType.JSON, rows))
                .eval(a -> found(JsonAccess.field(json(a[0]), a[1].asText()))));
        defs.add(operator("->").params(JSONB, INT8).returns(JSONB).givesNulls()
                .doc("an element of an array, from 0, from the end when negative")
                .example("'[1,2,{\"a\":3}]'::jsonb -> 2", "{\"a\":3}")
                .kernel((args, rows) -> JsonKernels.elements(args[0], args[1], PhysicalType.JSON, rows))
                .eval(a -> found(JsonAccess.element(json(a[0]), a[1].asLong()))));
        defs.add(operator("->>").params(JSONB, TEXT).returns(TEXT).givesNulls().doc("a field of an object as text")
                .example("'{\"a\":\"x\"}'::jsonb ->> 'a'", "x")
                .kernel((args, rows) -> JsonKernels.fields(args[0], args[1], PhysicalType.TEXT, rows))
                .eval(a -> foundText(JsonAccess.field(json(a[0]), a[1].asText()))));
        defs.add(operator("->>").params(JSONB, INT8).returns(TEXT).givesNulls()
                .doc("an element of an array as text, from 0, from the end when negative")
                .example("'[1,2,3]'::jsonb ->> -1", "3")
                .kernel((args, rows) -> JsonKernels.elements(args[0], args[1], PhysicalType.TEXT, rows))
                .eval(a -> foundText(JsonAccess.element(json(a[0]), a[1].asLong()))));
        defs.add(operator("#>").params(JSONB, TEXT_ARRAY).returns(JSONB).givesNulls()
                .doc("what lies at the end of a path of keys and indexes")
                .example("'{\"a\":[10,20]}'::jsonb #> array['a', '1']", "20")
                .eval(a -> found(JsonAccess.path(json(a[0]), ((Datum.Array) a[1]).elements()))));
        defs.add(operator("#>>").params(JSONB, TEXT_ARRAY).returns(TEXT).givesNulls()
                .doc("what lies at the end of a path of keys and indexes, as text")
                .example("'{\"a\":[\"x\",\"y\"]}'::jsonb #>> array['a', '1']", "y")
                .eval(a -> foundText(JsonAccess.path(json(a[0]), ((Datum.Array) a[1]).elements()))));
        defs.add(scalar("jsonb_typeof").params(JSONB).returns(TEXT)
                .doc("object, array, string, number, boolean or null").example("jsonb_typeof('[1]')", "array")
                .eval(a -> Datum.of(JsonAccess.kind(json(a[0])))));
        defs.add(scalar("jsonb_array_length").params(JSONB).returns(INT4).givesNulls()
                .doc("number of elements, NULL of what is no array").example("jsonb_array_length('[1,2]')", "2")
                .eval(a -> json(a[0]) instanceof Json.Arr array ? Datum.of(array.elements().size()) : Datum.NULL));
        defs.add(scalar("jsonb_pretty").params(JSONB).returns(TEXT).fallible().doc("indented text")
                .example("replace(jsonb_pretty('[1]'), chr(10), '/')", "[/    1/]")
                .eval(a -> Datum.of(TextFunctions.checked(JsonAccess.pretty(json(a[0]))))));
    }

    private static void containment(List<FunctionDef> defs) {
        defs.add(operator("@>").params(JSONB, JSONB).returns(BOOL).doc("whether the first contains the second")
                .example("'{\"a\":1,\"b\":2}'::jsonb @> '{\"b\":2}'::jsonb", "t")
                .eval(a -> Datum.of(JsonAccess.contains(json(a[0]), json(a[1])))));
        defs.add(operator("<@").params(JSONB, JSONB).returns(BOOL).doc("whether the second contains the first")
                .example("'{\"b\":2}'::jsonb <@ '{\"a\":1,\"b\":2}'::jsonb", "t")
                .eval(a -> Datum.of(JsonAccess.contains(json(a[1]), json(a[0])))));
        for (boolean textLeft : List.of(false, true)) {
            String jsonText = "'[1,2]'::jsonb";
            String plain = "'2'::text";
            defs.add(operator("@>").params(textLeft ? TEXT : JSONB, textLeft ? JSONB : TEXT).returns(BOOL).fallible()
                    .doc("whether the first contains the second; a text is read as JSON")
                    .example(textLeft ? "'[1,2]'::text @> '2'::jsonb" : jsonText + " @> " + plain, "t")
                    .eval(a -> Datum.of(JsonAccess.contains(read(a[0]), read(a[1])))));
            defs.add(operator("<@").params(textLeft ? TEXT : JSONB, textLeft ? JSONB : TEXT).returns(BOOL).fallible()
                    .doc("whether the second contains the first; a text is read as JSON")
                    .example(textLeft ? plain + " <@ " + jsonText : "'3'::jsonb <@ '[1,2]'::text", textLeft ? "t" : "f")
                    .eval(a -> Datum.of(JsonAccess.contains(read(a[1]), read(a[0])))));
        }
        defs.add(operator("?").params(JSONB, TEXT).returns(BOOL)
                .doc("whether a text is a key of an object or a string in an array")
                .example("'{\"a\":1}'::jsonb ? 'a'", "t")
                .eval(a -> Datum.of(JsonAccess.exists(json(a[0]), a[1].asText()))));
    }

    private static void changes(List<FunctionDef> defs) {
        defs.add(operator("||").params(JSONB, JSONB).returns(JSONB)
                .doc("objects merged, the second winning; anything else joined as arrays")
                .example("'{\"a\":1}'::jsonb || '{\"b\":2}'::jsonb", "{\"a\":1,\"b\":2}")
                .eval(a -> datum(JsonAccess.concat(json(a[0]), json(a[1])))));
        defs.add(operator("-").params(JSONB, TEXT).returns(JSONB).fallible()
                .doc("an object without a key, an array without a string")
                .example("'{\"a\":1,\"b\":2}'::jsonb - 'a'", "{\"b\":2}")
                .eval(a -> datum(JsonAccess.without(json(a[0]), a[1].asText()))));
        defs.add(operator("-").params(JSONB, INT8).returns(JSONB).fallible().doc("an array without an element")
                .example("'[1,2,3]'::jsonb - 1", "[1,3]")
                .eval(a -> datum(JsonAccess.without(json(a[0]), a[1].asLong()))));
        defs.add(scalar("jsonb_strip_nulls").params(JSONB).returns(JSONB)
                .doc("without the object fields that are null, at every depth")
                .example("jsonb_strip_nulls('{\"a\":null,\"b\":[null]}')", "{\"b\":[null]}")
                .eval(a -> datum(JsonAccess.withoutNulls(json(a[0])))));
    }

    private static void building(List<FunctionDef> defs) {
        defs.add(scalar("to_jsonb").params(ANY).returns(JSONB).doc("any value as JSON")
                .example("to_jsonb(array[1, NULL])", "[1,null]")
                .typed(types -> a -> datum(ToJson.of(types.getFirst(), a[0]))));
        defs.add(scalar("jsonb_build_array").returns(JSONB).doc("the empty array")
                .example("jsonb_build_array()", "[]").eval(a -> datum(new Json.Arr(List.of()))));
        defs.add(scalar("jsonb_build_array").variadic(ANY).returns(JSONB).seesNullsGivesNone()
                .doc("the array of the arguments").example("jsonb_build_array(1, 'a', NULL)", "[1,\"a\",null]")
                .typed(types -> a -> {
                    List<Json> elements = new ArrayList<>();
                    for (int i = 0; i < a.length; i++) {
                        elements.add(ToJson.of(types.get(i), a[i]));
                    }
                    return datum(new Json.Arr(elements));
                }));
        defs.add(scalar("jsonb_build_object").returns(JSONB).doc("the empty object")
                .example("jsonb_build_object()", "{}").eval(a -> datum(new Json.Obj(new TreeMap<>()))));
        defs.add(scalar("jsonb_build_object").variadic(ANY).returns(JSONB).seesNullsGivesNone().fallible()
                .doc("the object of alternating keys and values")
                .example("jsonb_build_object('a', 1, 'b', true)", "{\"a\":1,\"b\":true}")
                .typed(types -> a -> object(types, a)));
        defs.add(scalar("json_build_object").variadic(ANY).returns(JSONB).seesNullsGivesNone().fallible()
                .doc("the object of alternating keys and values; json is jsonb here")
                .example("json_build_object('a', 1)::jsonb", "{\"a\":1}").typed(types -> a -> object(types, a)));
    }

    private static Datum object(List<ScalarType> types, Datum[] args) {
        if (args.length % 2 != 0) {
            throw Errors.invalidParameter("argument list must have even number of elements");
        }
        SortedMap<String, Json> fields = new TreeMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (args[i].isNull()) {
                throw Errors.invalidParameter("argument " + (i + 1) + ": key must not be null");
            }
            fields.put(DatumText.print(types.get(i), args[i]), ToJson.of(types.get(i + 1), args[i + 1]));
        }
        return datum(new Json.Obj(fields));
    }

    static Json json(Datum datum) {
        return ((Datum.JsonDatum) datum).value();
    }

    static Datum datum(Json json) {
        return new Datum.JsonDatum(json);
    }

    private static Json read(Datum datum) {
        return datum instanceof Datum.Text text ? JsonText.parse(text.value()) : json(datum);
    }

    private static Datum found(Optional<Json> json) {
        return json.map(JsonFunctions::datum).orElse(Datum.NULL);
    }

    private static Datum foundText(Optional<Json> json) {
        return json.map(JsonAccess::text).orElse(Datum.NULL);
    }
}
