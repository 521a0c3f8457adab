package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.table;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.FunctionBuilder;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.TableFunction;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.functions.builtin.TableCode.Promise;
import dev.mizu.expr.json.JsonAccess;
import dev.mizu.expr.text.CsvLines;
import dev.mizu.expr.text.Regex;
import dev.mizu.expr.time.TimeMath;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Interval;
import dev.mizu.repr.Json;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DateTimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Functions that give rows. */
final class TableFunctions {
    private static final int MAX_COLUMNS = 8192;

    static final List<FunctionDef> ALL = all();

    private TableFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        series(defs);
        elements(defs);
        json(defs);
        patterns(defs);
        return List.copyOf(defs);
    }

    private static RelationDesc columns(List<String> names, ColumnType... types) {
        return new RelationDesc(RelationType.of(types), names);
    }

    private static void series(List<FunctionDef> defs) {
        for (ParamType type : List.of(INT4, INT8)) {
            String cast = type == INT4 ? "" : "::int8";
            FunctionBuilder.TableMaker maker = (signature, constants) -> new TableCode(signature,
                    columns(List.of("generate_series"), signature.result().notNull()), Promise.FALLIBLE,
                    (a, rows) -> series(a[0].asLong(), a[1].asLong(), a.length > 2 ? a[2].asLong() : 1, rows));
            defs.add(table("generate_series").params(type, type).returns(type)
                    .doc("the numbers from one to another, both included")
                    .example("generate_series(1" + cast + ", 3)", "1; 2; 3").rows(maker));
            defs.add(table("generate_series").params(type, type, type).returns(type)
                    .doc("the numbers from one to another, by steps").example("generate_series(5" + cast + ", 1, -2)",
                            "5; 3; 1").rows(maker));
        }
        for (ParamType type : List.of(TIMESTAMP, TIMESTAMPTZ)) {
            String cast = type == TIMESTAMP ? "::timestamp" : "::timestamptz";
            String zone = type == TIMESTAMP ? "" : "+00";
            defs.add(table("generate_series").params(type, type, INTERVAL).returns(type)
                    .doc("the times from one to another, by steps")
                    .example("generate_series('2024-01-31'" + cast + ", '2024-03-31'" + cast + ", '1 month'::interval)",
                            "2024-01-31 00:00:00" + zone + "; 2024-02-29 00:00:00" + zone
                                    + "; 2024-03-29 00:00:00" + zone)
                    .rows((signature, constants) -> new TableCode(signature,
                            columns(List.of("generate_series"), signature.result().notNull()), Promise.FALLIBLE,
                            (a, rows) -> times(a[0].asLong(), a[1].asLong(), DateTimeOperators.span(a[2]), rows))));
            FunctionBuilder.TableMaker hops = (signature, constants) -> new TableCode(signature,
                    columns(List.of("date_bin_hopping"), signature.result().notNull()), Promise.FALLIBLE,
                    (a, rows) -> hop(a, a.length > 3 ? a[3].asLong() : 0, rows));
            String hopped = "2024-01-01 00:00:00" + zone + "; 2024-01-01 00:30:00" + zone;
            String call = "date_bin_hopping('30 minutes'::interval, '1 hour'::interval, '2024-01-01 00:45'" + cast;
            defs.add(table("date_bin_hopping").params(INTERVAL, INTERVAL, type).returns(type)
                    .doc("the starts of all windows (hop, width) that contain a time, counted from 1970")
                    .example(call + ")", hopped).rows(hops));
            defs.add(table("date_bin_hopping").params(INTERVAL, INTERVAL, type, type).returns(type)
                    .doc("the starts of all windows (hop, width) that contain a time, counted from an origin")
                    .example(call + ", '2000-01-01'" + cast + ")", hopped).rows(hops));
        }
    }

    private static void series(long from, long to, long step, Consumer<Datum[]> rows) {
        if (step == 0) {
            throw Errors.invalidParameter("step size cannot equal zero");
        }
        long current = from;
        while (step > 0 ? current <= to : current >= to) {
            rows.accept(new Datum[] {Datum.of(current)});
            long next = current + step;
            // Past the end of the type there is nothing to give.
            if (((current ^ next) & (step ^ next)) < 0) {
                return;
            }
            current = next;
        }
    }

    private static void times(long from, long to, Interval step, Consumer<Datum[]> rows) {
        double length = (step.months() * 30.0 + step.days()) * DateTimeText.MICROS_PER_DAY + step.micros();
        if (length == 0) {
            throw Errors.invalidParameter("step size cannot equal zero");
        }
        long current = from;
        while (length > 0 ? current <= to : current >= to) {
            rows.accept(new Datum[] {Datum.of(current)});
            current = TimeMath.add(current, step);
        }
    }

    private static void hop(Datum[] args, long origin, Consumer<Datum[]> rows) {
        long hop = TimeMath.width(DateTimeOperators.span(args[0]));
        long width = TimeMath.width(DateTimeOperators.span(args[1]));
        long time = args[2].asLong();
        long last = TimeMath.bin(DateTimeOperators.span(args[0]), time, origin);
        long first = last;
        while (first - hop + width > time) {
            first -= hop;
        }
        for (long start = first; start <= last; start += hop) {
            if (start + width > time) {
                rows.accept(new Datum[] {Datum.of(TimeMath.checked(start))});
            }
        }
    }

    private static TableFunction numbered(FunctionDef.Signature signature, ScalarType element) {
        return new TableCode(signature, columns(List.of("x", "n"), element.nullable(), SimpleType.INT4.notNull()),
                Promise.SAFE, (a, rows) -> {
                    int n = 0;
                    for (Datum value : ((Datum.Array) a[0]).elements()) {
                        rows.accept(new Datum[] {value, Datum.of(++n)});
                    }
                });
    }

    private static void elements(List<FunctionDef> defs) {
        defs.add(table("unnest").in("mz_catalog").params(ANYARRAY).returns(ANYELEMENT)
                .doc("the elements of an array, one a row").example("unnest(array[1, NULL, 2])", "1; NULL; 2")
                .rows((signature, constants) -> new TableCode(signature,
                        columns(List.of("unnest"), signature.result().nullable()), Promise.SAFE, (a, rows) ->
                        ((Datum.Array) a[0]).elements().forEach(e -> rows.accept(new Datum[] {e})))));
        defs.add(table("unnest").in("mz_catalog").params(INT2VECTOR).returns(INT2)
                .doc("the elements of a vector, one a row").example("unnest('7 9'::int2vector)", "7; 9")
                .rows((signature, constants) -> new TableCode(signature,
                        columns(List.of("unnest"), SimpleType.INT2.nullable()), Promise.SAFE, (a, rows) ->
                        ((Datum.Array) a[0]).elements().forEach(e -> rows.accept(new Datum[] {e})))));
        defs.add(table("unnest").in("mz_catalog").params(ANYLIST).returns(ANYELEMENT)
                .doc("the elements of a list, one a row").example("unnest(list[list[1], list[2, 3]])", "{1}; {2,3}")
                .rows((signature, constants) -> new TableCode(signature,
                        columns(List.of("unnest"), signature.result().nullable()), Promise.SAFE, (a, rows) ->
                        ((Datum.ListDatum) a[0]).elements().forEach(e -> rows.accept(new Datum[] {e})))));
        defs.add(table("unnest").in("mz_catalog").params(ANYMAP).returns(RECORD, types ->
                        ((ScalarType.MapOf) types.getFirst()).value())
                .doc("the entries of a map, one a row").example("unnest(map['a' => 1, 'b' => 2])", "a|1; b|2")
                .rows((signature, constants) -> new TableCode(signature, columns(List.of("key", "value"),
                        SimpleType.TEXT.notNull(), signature.result().nullable()), Promise.SAFE, (a, rows) ->
                        ((Datum.MapDatum) a[0]).entries().forEach((key, value) ->
                                rows.accept(new Datum[] {Datum.of(key), value})))));
        defs.add(table("_pg_expandarray").in("information_schema").params(ANYARRAY).returns(RECORD, types ->
                        ((ScalarType.Array) types.getFirst()).element())
                .doc("the elements of an array with their positions from 1")
                .example("_pg_expandarray(array['a', 'b'])", "a|1; b|2")
                .rows((signature, constants) -> numbered(signature, signature.result())));
        defs.add(table("_pg_expandarray").in("information_schema").params(INT2VECTOR)
                .returns(RECORD, types -> SimpleType.INT2)
                .doc("the elements of a vector with their positions from 1")
                .example("_pg_expandarray('7 9'::int2vector)", "7|1; 9|2")
                .rows((signature, constants) -> numbered(signature, SimpleType.INT2)));
        defs.add(table("generate_subscripts").params(ANYARRAY, INT4).returns(INT4)
                .doc("the subscripts of a dimension of an array").example("generate_subscripts(array['a', 'b'], 1)",
                        "1; 2").rows((signature, constants) -> subscripts(signature, 0)));
        defs.add(table("generate_subscripts").params(INT2VECTOR, INT4).returns(INT4)
                .doc("the subscripts of a vector, which count from 0").example(
                        "generate_subscripts('7 9'::int2vector, 1)", "0; 1")
                .rows((signature, constants) -> subscripts(signature, -1)));
    }

    private static TableFunction subscripts(FunctionDef.Signature signature, int shift) {
        return new TableCode(signature, columns(List.of("generate_subscripts"), SimpleType.INT4.notNull()),
                Promise.SAFE, (a, rows) -> {
                    List<Datum.Dim> dims = ((Datum.Array) a[0]).dims();
                    long wanted = a[1].asLong();
                    if (wanted >= 1 && wanted <= dims.size()) {
                        Datum.Dim dim = dims.get((int) wanted - 1);
                        long first = dim.lower() + shift;
                        series(first, first + dim.length() - 1L, 1, rows);
                    }
                });
    }

    private static void json(List<FunctionDef> defs) {
        defs.add(table("jsonb_array_elements").params(JSONB).returns(JSONB).doc("the elements of an array, one a row")
                .example("jsonb_array_elements('[1, \"a\"]')", "1; \"a\"").rows((signature, constants) ->
                        new TableCode(signature, columns(List.of("value"), SimpleType.JSONB.notNull()), Promise.SAFE,
                                (a, rows) -> arrayElements(a[0]).forEach(
                                        e -> rows.accept(new Datum[] {JsonFunctions.datum(e)})))));
        defs.add(table("jsonb_array_elements_text").params(JSONB).returns(TEXT)
                .doc("the elements of an array as text, one a row")
                .example("jsonb_array_elements_text('[1, \"a\", null]')", "1; a; NULL").rows((signature, constants) ->
                        new TableCode(signature, columns(List.of("value"), SimpleType.TEXT.nullable()), Promise.SAFE,
                                (a, rows) -> arrayElements(a[0]).forEach(
                                        e -> rows.accept(new Datum[] {JsonAccess.text(e)})))));
        defs.add(table("jsonb_each").params(JSONB).returns(RECORD, types -> SimpleType.JSONB)
                .doc("the fields of an object, one a row").example("jsonb_each('{\"a\":1}')", "a|1")
                .rows((signature, constants) -> new TableCode(signature, columns(List.of("key", "value"),
                        SimpleType.TEXT.notNull(), SimpleType.JSONB.notNull()), Promise.SAFE, (a, rows) ->
                        fields(a[0]).forEach((key, value) ->
                                rows.accept(new Datum[] {Datum.of(key), JsonFunctions.datum(value)})))));
        defs.add(table("jsonb_each_text").params(JSONB).returns(RECORD, types -> SimpleType.TEXT)
                .doc("the fields of an object as text, one a row").example("jsonb_each_text('{\"a\":\"x\"}')", "a|x")
                .rows((signature, constants) -> new TableCode(signature, columns(List.of("key", "value"),
                        SimpleType.TEXT.notNull(), SimpleType.TEXT.nullable()), Promise.SAFE, (a, rows) ->
                        fields(a[0]).forEach((key, value) ->
                                rows.accept(new Datum[] {Datum.of(key), JsonAccess.text(value)})))));
        defs.add(table("jsonb_object_keys").params(JSONB).returns(TEXT).doc("the keys of an object, one a row")
                .example("jsonb_object_keys('{\"b\":1,\"a\":2}')", "a; b").rows((signature, constants) ->
                        new TableCode(signature, columns(List.of("jsonb_object_keys"), SimpleType.TEXT.notNull()),
                                Promise.SAFE, (a, rows) -> fields(a[0]).keySet().forEach(
                                        key -> rows.accept(new Datum[] {Datum.of(key)})))));
    }

    private static List<Json> arrayElements(Datum json) {
        return JsonFunctions.json(json) instanceof Json.Arr array ? array.elements() : List.of();
    }

    private static Map<String, Json> fields(Datum json) {
        return JsonFunctions.json(json) instanceof Json.Obj object ? object.fields() : Map.of();
    }

    private static void patterns(List<FunctionDef> defs) {
        FunctionBuilder.TableMaker matches = (signature, constants) -> new TableCode(signature,
                columns(List.of("regexp_matches"), signature.result().notNull()), Promise.FALLIBLE, (a, rows) ->
                regex(a).matches(a[0].asText()).forEach(
                        groups -> rows.accept(new Datum[] {PatternFunctions.groups(groups)})));
        defs.add(table("regexp_matches").params(TEXT, TEXT).returns(TEXT_ARRAY).doc("the groups of the first match")
                .example("regexp_matches('foobar', 'o(.)(.)')", "{o,b}").rows(matches));
        defs.add(table("regexp_matches").params(TEXT, TEXT, TEXT).returns(TEXT_ARRAY)
                .doc("the groups of the first match, with flag g of every one")
                .example("regexp_matches('a1b2', '[a-z](\\d)', 'g')", "{1}; {2}").rows(matches));
        FunctionBuilder.TableMaker pieces = (signature, constants) -> new TableCode(signature,
                columns(List.of("regexp_split_to_table"), SimpleType.TEXT.notNull()), Promise.FALLIBLE, (a, rows) ->
                regex(a).split(a[0].asText()).forEach(piece -> rows.accept(new Datum[] {Datum.of(piece)})));
        defs.add(table("regexp_split_to_table").params(TEXT, TEXT).returns(TEXT).doc("the pieces between matches")
                .example("regexp_split_to_table('a, b,c', ', *')", "a; b; c").rows(pieces));
        defs.add(table("regexp_split_to_table").params(TEXT, TEXT, TEXT).returns(TEXT)
                .doc("the pieces between matches, with flags i and c")
                .example("regexp_split_to_table('aXb', 'x', 'i')", "a; b").rows(pieces));
        defs.add(table("regexp_extract").in("mz_catalog").params(TEXT, TEXT).returns(RECORD, types -> SimpleType.TEXT)
                .doc("the groups of the first match as columns, named as the groups are; the pattern must be constant")
                .example("regexp_extract('(?P<word>[a-z]+)(\\d+)', 'ab12')", "ab|12")
                .rows(TableFunctions::regexpExtract));
        defs.add(table("csv_extract").in("mz_catalog").params(INT8, TEXT).returns(RECORD, types -> SimpleType.TEXT)
                .doc("the records of a CSV text with a number of columns, which must be constant")
                .example("csv_extract(2, 'a,\"b c\"')", "a|b c").rows(TableFunctions::csvExtract));
    }

    private static Regex regex(Datum[] args) {
        return Regex.compile(args[1].asText(), args.length > 2 ? args[2].asText() : "", true);
    }

    /** The instance's id says the constant after a hash mark. */
    private static FunctionDef.Signature with(FunctionDef.Signature signature, Object constant) {
        return new FunctionDef.Signature(
                signature.id() + '#' + constant, signature.name(), signature.args(), signature.result());
    }

    private static TableCode regexpExtract(FunctionDef.Signature signature, List<Optional<Datum>> constants) {
        String pattern = constants.getFirst().filter(c -> !c.isNull())
                .orElseThrow(() -> Errors.planning("regexp_extract requires a string literal as its first argument"))
                .asText();
        Regex regex;
        try {
            regex = Regex.compile(pattern, false, false);
        } catch (EvalException invalid) {
            throw Errors.planning(invalid.error().message());
        }
        if (regex.groups() == 0) {
            throw Errors.planning("regexp_extract must specify at least one capture group");
        }
        List<String> names = new ArrayList<>();
        ColumnType[] types = new ColumnType[regex.groups()];
        for (int i = 1; i <= regex.groups(); i++) {
            int group = i;
            names.add(regex.names().entrySet().stream().filter(e -> e.getValue() == group).map(Map.Entry::getKey)
                    .findFirst().orElse("column" + i));
            types[i - 1] = SimpleType.TEXT.nullable();
        }
        return new TableCode(with(signature, pattern), columns(names, types), Promise.SAFE, (a, rows) ->
                regex.match(a[1].asText()).ifPresent(groups -> rows.accept(
                        groups.stream().map(g -> g.map(Datum::of).orElse(Datum.NULL)).toArray(Datum[]::new))));
    }

    private static TableCode csvExtract(FunctionDef.Signature signature, List<Optional<Datum>> constants) {
        long wanted = constants.getFirst().filter(c -> !c.isNull()).map(Datum::asLong).orElse(0L);
        if (wanted < 1 || wanted > MAX_COLUMNS) {
            throw Errors.planning("csv_extract number of columns must be a positive integer literal");
        }
        int count = (int) wanted;
        List<String> names = new ArrayList<>();
        ColumnType[] types = new ColumnType[count];
        for (int i = 0; i < count; i++) {
            names.add("column" + (i + 1));
            types[i] = SimpleType.TEXT.notNull();
        }
        return new TableCode(with(signature, wanted), columns(names, types), Promise.FALLIBLE, (a, rows) -> {
            for (List<String> record : CsvLines.parse(a[1].asText())) {
                if (record.size() == count) {
                    rows.accept(record.stream().map(Datum::of).toArray(Datum[]::new));
                }
            }
        });
    }
}
