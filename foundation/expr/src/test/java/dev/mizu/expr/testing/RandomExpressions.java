package dev.mizu.expr.testing;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.cast.Casts;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.text.DatumText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random rows, and random expressions over them from every function whose parameters have plain types. */
public final class RandomExpressions {
    /** Texts of interesting values by type. */
    private static final Map<ScalarType, List<String>> VALUES = Map.ofEntries(
            Map.entry(SimpleType.BOOL, List.of("t", "f")),
            Map.entry(SimpleType.INT2, List.of("0", "1", "-1", "7", "32767", "-32768")),
            Map.entry(SimpleType.INT4, List.of("0", "1", "-1", "2", "7", "100", "2147483647", "-2147483648")),
            Map.entry(SimpleType.INT8, List.of("0", "1", "-1", "3", "4000000000", "9223372036854775807",
                    "-9223372036854775808")),
            Map.entry(SimpleType.UINT4, List.of("0", "1", "9", "4294967295")),
            Map.entry(SimpleType.UINT8, List.of("0", "1", "5", "18446744073709551615")),
            Map.entry(SimpleType.FLOAT4, List.of("0", "1.5", "-2.25", "3e38", "1e-40", "NaN", "Infinity")),
            Map.entry(SimpleType.FLOAT8, List.of("0", "1", "-1.5", "0.1", "1e308", "1e-308", "NaN", "-Infinity")),
            Map.entry(ScalarType.NUMERIC, List.of("0", "1", "-1.5", "0.001", "123456789.987654321", "1e38",
                    "-12345678901234567890.5", "NaN", "2.50")),
            Map.entry(SimpleType.TEXT, List.of("", "a", "abc", "Hällo", "12", "%", "x_y", "2024-01-02", "😀z", "\\")),
            Map.entry(SimpleType.DATE, List.of("2024-02-29", "1970-01-01", "0044-03-15 BC", "1999-12-31")),
            Map.entry(SimpleType.TIME, List.of("00:00", "23:59:59.999999", "12:34:56")),
            Map.entry(ScalarType.TIMESTAMP, List.of("2024-02-29 12:34:56.789", "1970-01-01", "0001-01-01 BC",
                    "1969-12-31 23:59:59")),
            Map.entry(ScalarType.TIMESTAMPTZ, List.of("2024-07-01 00:00+00", "1999-12-31 23:00:00+00")),
            Map.entry(SimpleType.INTERVAL, List.of("0", "1 month", "-3 days", "01:02:03.5", "1 year 2 days -4 hours")),
            Map.entry(SimpleType.JSONB, List.of("null", "1", "\"a\"", "[1,2]", "{\"a\":{\"b\":[true]}}",
                    "{\"\":null,\"abc\":-120.50,\"a\":\"H\\\\u00e4\",\"12\":1e30}")),
            Map.entry(SimpleType.BYTEA, List.of("\\x", "\\x00ff", "\\x616263")),
            Map.entry(SimpleType.MZ_TIMESTAMP, List.of("0", "1700000000000", "9223372036854775806")),
            Map.entry(SimpleType.UUID, List.of("00000000-0000-0000-0000-000000000000",
                    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6")));
    private static final List<ScalarType> TYPES = VALUES.keySet().stream()
            .sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
    private static final List<FunctionDef> FUNCTIONS = BuiltinFunctions.all().stream()
            .filter(def -> def.kind() == FunctionDef.Kind.SCALAR && def.body().isEmpty() && !def.params().isEmpty()
                    && !def.name().equals("mz_sleep") && def.params().stream().allMatch(RandomExpressions::plain))
            .toList();

    private final SplittableRandom random;
    private final List<ColumnType> columns = new ArrayList<>();

    public RandomExpressions(long seed) {
        random = new SplittableRandom(seed);
        // Two columns of each type, one of them without NULLs.
        for (ScalarType type : TYPES) {
            columns.add(type.nullable());
            columns.add(type.notNull());
        }
    }

    private static boolean plain(ParamType param) {
        return param instanceof ParamType.Exact(ScalarType type) && VALUES.containsKey(type)
                || param == ParamType.ANY || param == ParamType.ANYNONARRAY || param == ParamType.ANYCOMPATIBLE;
    }

    public List<ColumnType> columns() {
        return columns;
    }

    public ColumnBatch batch(int rows) {
        BatchBuilder builder = new BatchBuilder(columns.stream().map(c -> c.scalar().physical()).toList(), rows);
        for (int i = 0; i < rows; i++) {
            builder.append(row().datums(), random.nextInt(-2, 3));
        }
        return builder.build(5);
    }

    private Row row() {
        List<Datum> datums = new ArrayList<>();
        for (ColumnType column : columns) {
            datums.add(column.nullable() && random.nextInt(4) == 0 ? Datum.NULL : value(column.scalar()));
        }
        return new Row(datums);
    }

    private Datum value(ScalarType type) {
        List<String> texts = VALUES.get(type);
        return DatumText.parse(type, texts.get(random.nextInt(texts.size())));
    }

    /** An expression of any type. */
    public ScalarExpr any(int depth) {
        return of(TYPES.get(random.nextInt(TYPES.size())), depth);
    }

    /** An expression of a type. */
    public ScalarExpr of(ScalarType type, int depth) {
        int kind = random.nextInt(10);
        if (depth == 0 || kind == 0) {
            return leaf(type);
        }
        if (type == SimpleType.BOOL && kind < 4) {
            List<ScalarExpr> operands = new ArrayList<>();
            for (int i = random.nextInt(2, 4); i > 0; i--) {
                operands.add(of(type, depth - 1));
            }
            return switch (random.nextInt(3)) {
                case 0 -> new ScalarExpr.And(operands);
                case 1 -> new ScalarExpr.Or(operands);
                default -> new ScalarExpr.IsNull(any(depth - 1));
            };
        }
        return switch (kind) {
            case 1 -> new ScalarExpr.If(of(SimpleType.BOOL, depth - 1), of(type, depth - 1), of(type, depth - 1));
            case 2 -> new ScalarExpr.Coalesce(List.of(of(type, depth - 1), of(type, depth - 1)));
            case 3 -> cast(type, depth);
            default -> call(type, depth);
        };
    }

    private ScalarExpr leaf(ScalarType type) {
        if (random.nextInt(3) == 0) {
            boolean isNull = random.nextInt(5) == 0;
            return new ScalarExpr.Literal(isNull ? Datum.NULL : value(type), new ColumnType(type, isNull));
        }
        return new ScalarExpr.Column(2 * TYPES.indexOf(type) + random.nextInt(2));
    }

    private ScalarExpr cast(ScalarType to, int depth) {
        ScalarType from = TYPES.get(random.nextInt(TYPES.size()));
        ScalarExpr inner = of(from, depth - 1);
        return Casts.cast(inner, ScalarExprs.typeOf(inner, columns), to, CastContext.EXPLICIT)
                .orElseGet(() -> leaf(to));
    }

    private ScalarExpr call(ScalarType type, int depth) {
        List<FunctionDef> fitting = FUNCTIONS.stream().filter(def -> def.result() instanceof ParamType.Exact(
                ScalarType result) && result.equals(type)).toList();
        if (fitting.isEmpty()) {
            return leaf(type);
        }
        FunctionDef def = fitting.get(random.nextInt(fitting.size()));
        List<ScalarExpr> args = new ArrayList<>();
        ScalarType common = TYPES.get(random.nextInt(TYPES.size()));
        int count = def.variadic() ? def.params().size() + random.nextInt(3) : def.params().size();
        for (int i = 0; i < count; i++) {
            args.add(of(switch (def.param(i)) {
                case ParamType.Exact(ScalarType exact) -> exact;
                case ParamType.Pseudo pseudo when pseudo == ParamType.ANYCOMPATIBLE -> common;
                default -> TYPES.get(random.nextInt(TYPES.size()));
            }, depth - 1));
        }
        return def.call(args, args.stream().map(arg -> ScalarExprs.typeOf(arg, columns)).toList());
    }
}
