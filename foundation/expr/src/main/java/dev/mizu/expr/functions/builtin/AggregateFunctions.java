package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.aggregate;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.aggregate.Counts;
import dev.mizu.expr.aggregate.MeanInterval;
import dev.mizu.expr.aggregate.Moments;
import dev.mizu.expr.aggregate.Moments.Statistic;
import dev.mizu.expr.aggregate.Recomputed;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.json.ToJson;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Json;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.text.DatumText;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Aggregates. What can be summed is accumulated exactly, so that deletions undo insertions. */
final class AggregateFunctions {
    private static final String ROWS = " FROM (VALUES (1), (2), (2), (NULL)) AS t (x)";

    static final List<FunctionDef> ALL = all();

    private AggregateFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        defs.add(aggregate("count").returns(INT8).doc("number of rows").example("count(*)" + ROWS, "4")
                .over(signature -> Counts.of(signature, Counts.What.ROWS)));
        defs.add(aggregate("count").params(ANY).returns(INT8).doc("number of values that are not NULL")
                .example("count(x)" + ROWS, "3").over(signature -> Counts.of(signature, Counts.What.VALUES)));
        defs.add(truth("pg_catalog", "bool_and", Counts.What.ALL_TRUE, "whether all values are true", "f"));
        defs.add(truth("pg_catalog", "every", Counts.What.ALL_TRUE, "whether all values are true", "f"));
        defs.add(truth("pg_catalog", "bool_or", Counts.What.ANY_TRUE, "whether any value is true", "t"));
        defs.add(truth("mz_unsafe", "mz_all", Counts.What.ALL_TRUE, "whether all values are true", "f"));
        defs.add(truth("mz_unsafe", "mz_any", Counts.What.ANY_TRUE, "whether any value is true", "t"));
        sums(defs);
        spreads(defs);
        extremes(defs);
        collections(defs);
        return List.copyOf(defs);
    }

    private static FunctionDef truth(String schema, String name, Counts.What what, String doc, String result) {
        return aggregate(name).in(schema).params(BOOL).returns(BOOL).doc(doc)
                .example(name + "(x) FROM (VALUES (true), (false), (NULL)) AS t (x)", result)
                .over(signature -> Counts.of(signature, what));
    }

    private static void sums(List<FunctionDef> defs) {
        sum(defs, INT2, INT8);
        sum(defs, INT4, INT8);
        sum(defs, INT8, NUMERIC);
        sum(defs, UINT2, UINT8);
        sum(defs, UINT4, UINT8);
        sum(defs, UINT8, NUMERIC);
        sum(defs, FLOAT4, FLOAT4);
        sum(defs, FLOAT8, FLOAT8);
        sum(defs, NUMERIC, NUMERIC);
        for (ParamType type : List.of(INT2, INT4, INT8, UINT2, UINT4, UINT8, NUMERIC, FLOAT4, FLOAT8)) {
            mean(defs, "pg_catalog", "avg", type);
            mean(defs, "mz_catalog", "avg_internal_v1", type);
        }
        for (String name : List.of("avg", "avg_internal_v1")) {
            defs.add(aggregate(name).in(name.equals("avg") ? "pg_catalog" : "mz_catalog").params(INTERVAL)
                    .returns(INTERVAL).doc("mean of the values")
                    .example(name + "(x) FROM (VALUES ('1 day'::interval), ('1 month'::interval)) AS t (x)",
                            "15 days 12:00:00")
                    .over(MeanInterval::of));
        }
    }

    private static void sum(List<FunctionDef> defs, ParamType type, ParamType result) {
        defs.add(aggregate("sum").params(type).returns(result).doc("sum of the values")
                .example("sum(x::" + cast(type) + ")" + ROWS, "5")
                .over(signature -> Moments.of(signature, Statistic.SUM)));
    }

    private static String cast(ParamType type) {
        ScalarType scalar = ((ParamType.Exact) type).type();
        return switch (scalar.sqlName()) {
            case "double precision" -> "float8";
            case "character" -> "text::char(9)";
            case "timestamp without time zone" -> "timestamp";
            case "timestamp with time zone" -> "timestamptz";
            default -> scalar.sqlName();
        };
    }

    private static ParamType mean(ParamType type) {
        return type == FLOAT4 || type == FLOAT8 ? FLOAT8 : NUMERIC;
    }

    private static void mean(List<FunctionDef> defs, String schema, String name, ParamType type) {
        defs.add(aggregate(name).in(schema).params(type).returns(mean(type)).doc("mean of the values")
                .example(name + "(x::" + cast(type) + ") FROM (VALUES (1), (2), (NULL)) AS t (x)", "1.5")
                .over(signature -> Moments.of(signature, Statistic.MEAN)));
    }

    private static void spreads(List<FunctionDef> defs) {
        for (ParamType type : List.of(INT2, INT4, INT8, UINT2, UINT4, UINT8, NUMERIC, FLOAT4, FLOAT8)) {
            defs.add(spread(type, "var_pop", Statistic.VARIANCE_POPULATION, "population variance", "4"));
            defs.add(spread(type, "var_samp", Statistic.VARIANCE_SAMPLE, "sample variance", "8"));
            defs.add(spread(type, "variance", Statistic.VARIANCE_SAMPLE, "sample variance", "8"));
            defs.add(spread(type, "stddev_pop", Statistic.DEVIATION_POPULATION, "population standard deviation", "2"));
            defs.add(spread(type, "stddev_samp", Statistic.DEVIATION_SAMPLE, "sample standard deviation", "2.828"));
            defs.add(spread(type, "stddev", Statistic.DEVIATION_SAMPLE, "sample standard deviation", "2.828"));
        }
    }

    private static FunctionDef spread(ParamType type, String name, Statistic statistic, String doc, String result) {
        boolean exact = !result.contains(".");
        String values = exact ? " FROM (VALUES (1), (5), (NULL)) AS t (x)" : " FROM (VALUES (7), (NULL)) AS t (x)";
        return aggregate(name).params(type).returns(mean(type)).doc(doc)
                .example(name + "(x::" + cast(type) + ")" + values, exact ? result : "NULL")
                .over(signature -> Moments.of(signature, statistic));
    }

    private static void extremes(List<FunctionDef> defs) {
        List<ParamType> numbers = List.of(INT2, INT4, INT8, UINT2, UINT4, UINT8, FLOAT4, FLOAT8, NUMERIC, OID);
        for (boolean greatest : List.of(true, false)) {
            for (ParamType type : numbers) {
                defs.add(extreme(type, greatest, "1::" + cast(type), "2::" + cast(type), "1", "2"));
            }
            defs.add(extreme(BOOL, greatest, "false", "true", "f", "t"));
            defs.add(extreme(TEXT, greatest, "'a'", "'b'", "a", "b"));
            defs.add(extreme(BPCHAR, greatest, "'a'::char(1)", "'b'::char(1)", "a", "b"));
            defs.add(extreme(DATE, greatest, "'2024-01-01'::date", "'2024-01-02'::date", "2024-01-01", "2024-01-02"));
            defs.add(extreme(TIME, greatest, "'01:00'::time", "'02:00'::time", "01:00:00", "02:00:00"));
            defs.add(extreme(TIMESTAMP, greatest, "'2024-01-01'::timestamp", "'2024-01-02'::timestamp",
                    "2024-01-01 00:00:00", "2024-01-02 00:00:00"));
            defs.add(extreme(TIMESTAMPTZ, greatest, "'2024-01-01'::timestamptz", "'2024-01-02'::timestamptz",
                    "2024-01-01 00:00:00+00", "2024-01-02 00:00:00+00"));
            defs.add(extreme(INTERVAL, greatest, "'1 day'::interval", "'1 month'::interval", "1 day", "1 month"));
            defs.add(extreme(MZ_TIMESTAMP, greatest, "1::mz_timestamp", "2::mz_timestamp", "1", "2"));
        }
    }

    private static FunctionDef extreme(ParamType type, boolean greatest, String low, String high, String... texts) {
        String name = greatest ? "max" : "min";
        // A char(n) stays as wide as it was.
        return aggregate(name).params(type).returns(type, List::getFirst)
                .doc(greatest ? "greatest of the values" : "least of the values")
                .example(name + "(x) FROM (VALUES (" + low + "), (" + high + "), (NULL)) AS t (x)",
                        texts[greatest ? 1 : 0])
                .over(signature -> Recomputed.extreme(signature, greatest));
    }

    private static void collections(List<FunctionDef> defs) {
        defs.add(aggregate("array_agg").params(ANYNONARRAY).returns(ANYARRAY).doc("the values as an array, NULLs too")
                .example("array_agg(x)" + ROWS, "{1,2,2,NULL}").over(signature -> Recomputed.collecting(
                        signature, rows -> Datum.Array.of(first(rows)))));
        defs.add(aggregate("list_agg").in("mz_catalog").params(ANY).returns(ANYLIST, types ->
                        new ScalarType.ListOf(types.getFirst()))
                .doc("the values as a list, NULLs too").example("list_agg(x)" + ROWS, "{1,2,2,NULL}")
                .over(signature -> Recomputed.collecting(signature, rows -> new Datum.ListDatum(first(rows)))));
        defs.add(aggregate("map_agg").in("mz_catalog").params(TEXT, ANY).returns(ANYMAP, types ->
                        new ScalarType.MapOf(types.get(1)))
                .doc("the map of keys and values; the last of equal keys wins, NULL keys are left out")
                .example("map_agg(k, v) FROM (VALUES ('b', 1), ('a', 2)) AS t (k, v)", "{a=>2,b=>1}")
                .over(signature -> Recomputed.collecting(signature, rows -> {
                    SortedMap<String, Datum> entries = new TreeMap<>();
                    for (Datum[] row : rows) {
                        if (!row[0].isNull()) {
                            entries.put(row[0].asText(), row[1]);
                        }
                    }
                    return new Datum.MapDatum(entries);
                })));
        defs.add(aggregate("string_agg").params(TEXT, TEXT).returns(TEXT)
                .doc("the texts that are not NULL, with another before each but the first")
                .example("string_agg(x, ', ') FROM (VALUES ('a'), (NULL), ('b')) AS t (x)", "a, b")
                .over(signature -> Recomputed.collecting(signature, AggregateFunctions::join)));
        defs.add(aggregate("jsonb_agg").params(ANY).returns(JSONB).doc("the values as a JSON array, NULLs too")
                .example("jsonb_agg(x)" + ROWS, "[1,2,2,null]").over(signature -> Recomputed.collecting(
                        signature, rows -> JsonFunctions.datum(new Json.Arr(rows.stream()
                                .map(row -> ToJson.of(signature.args().getFirst(), row[0])).toList())))));
        defs.add(aggregate("jsonb_object_agg").params(ANY, ANY).returns(JSONB)
                .doc("the keys and values as a JSON object; the last of equal keys wins")
                .example("jsonb_object_agg(k, v) FROM (VALUES ('b', 1), ('a', NULL)) AS t (k, v)",
                        "{\"a\":null,\"b\":1}")
                .over(signature -> Recomputed.collecting(signature, rows -> object(signature.args(), rows))));
    }

    private static List<Datum> first(List<Datum[]> rows) {
        return rows.stream().map(row -> row[0]).toList();
    }

    private static Datum join(List<Datum[]> rows) {
        StringBuilder out = new StringBuilder();
        boolean any = false;
        for (Datum[] row : rows) {
            if (!row[0].isNull()) {
                out.append(any && !row[1].isNull() ? row[1].asText() : "").append(row[0].asText());
                any = true;
            }
        }
        return any ? Datum.of(TextFunctions.checked(out.toString())) : Datum.NULL;
    }

    private static Datum object(List<ScalarType> types, List<Datum[]> rows) {
        SortedMap<String, Json> fields = new TreeMap<>();
        for (Datum[] row : rows) {
            if (row[0].isNull()) {
                throw new EvalException(SqlState.INVALID_PARAMETER_VALUE, "field name must not be null");
            }
            fields.put(DatumText.print(types.get(0), row[0]), ToJson.of(types.get(1), row[1]));
        }
        return JsonFunctions.datum(new Json.Obj(fields));
    }
}
