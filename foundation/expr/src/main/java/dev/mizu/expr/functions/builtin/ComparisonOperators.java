package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.ParamType.BOOL;

import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.functions.FunctionBuilder;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.kernel.CompareKernels;
import dev.mizu.expr.kernel.Comparison;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code = <> < <= > >=} for every type that is ordered, {@code =} and {@code <>} for those that are only equal. */
final class ComparisonOperators {
    static final List<FunctionDef> ALL = all();

    private ComparisonOperators() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        ordered(defs, BOOL, "false", "true");
        ordered(defs, ParamType.INT2, "1::int2", "2::int2");
        ordered(defs, ParamType.INT4, "1", "2");
        ordered(defs, ParamType.INT8, "1::int8", "2::int8");
        ordered(defs, ParamType.UINT2, "1::uint2", "2::uint2");
        ordered(defs, ParamType.UINT4, "1::uint4", "2::uint4");
        ordered(defs, ParamType.UINT8, "1::uint8", "18446744073709551615::uint8");
        ordered(defs, ParamType.FLOAT4, "1.5::float4", "'NaN'::float4");
        ordered(defs, ParamType.FLOAT8, "1.5::float8", "'NaN'::float8");
        ordered(defs, ParamType.NUMERIC, "1.5", "'NaN'::numeric");
        ordered(defs, ParamType.TEXT, "'a'", "'b'");
        ordered(defs, ParamType.BPCHAR, "'a'::char(3)", "'b'::char(2)");
        ordered(defs, ParamType.NAME, "'a'::name", "'b'::name");
        ordered(defs, ParamType.PG_CHAR, "'a'::\"char\"", "'b'::\"char\"");
        ordered(defs, ParamType.BYTEA, "'\\x7f'::bytea", "'\\xff'::bytea");
        ordered(defs, ParamType.DATE, "'2024-01-01'::date", "'2024-01-02'::date");
        ordered(defs, ParamType.TIME, "'01:00'::time", "'02:00'::time");
        ordered(defs, ParamType.TIMESTAMP, "'2024-01-01'::timestamp", "'2024-01-02'::timestamp");
        ordered(defs, ParamType.TIMESTAMPTZ, "'2024-01-01'::timestamptz", "'2024-01-02'::timestamptz");
        ordered(defs, ParamType.INTERVAL, "'100 days'::interval", "'1 month'::interval");
        ordered(defs, ParamType.UUID, "'00000000-0000-0000-0000-000000000001'::uuid",
                "'f0000000-0000-0000-0000-000000000000'::uuid");
        ordered(defs, ParamType.JSONB, "'1'::jsonb", "'2'::jsonb");
        ordered(defs, ParamType.OID, "1::oid", "2::oid");
        ordered(defs, ParamType.MZ_TIMESTAMP, "1::mz_timestamp", "2::mz_timestamp");
        ordered(defs, ParamType.ANYARRAY, "array[1, 2]", "array[1, 3]");
        ordered(defs, ParamType.ANYRANGE, "int4range(1, 2)", "int4range(1, 3)");
        equal(defs, ParamType.ANYLIST, "list[1, 2]", "list[1, 3]");
        equal(defs, ParamType.MZ_ACLITEM, "'u1=r/u2'::mz_aclitem", "'u1=w/u2'::mz_aclitem");
        equal(defs, ParamType.ACLITEM, "'1=r/2'::aclitem", "'1=w/2'::aclitem");
        for (Comparison comparison : Comparison.values()) {
            defs.add(declare(comparison, ParamType.RECORD, "row(1, 2)", "row(1, 3)").givesNulls()
                    .typed(types -> args -> records(comparison, (ScalarType.Record) types.getFirst(), args)));
        }
        return List.copyOf(defs);
    }

    private static void ordered(List<FunctionDef> defs, ParamType type, String low, String high) {
        for (Comparison comparison : Comparison.values()) {
            defs.add(define(comparison, type, low, high));
        }
    }

    private static void equal(List<FunctionDef> defs, ParamType type, String one, String other) {
        defs.add(define(Comparison.EQ, type, one, other));
        defs.add(define(Comparison.NE, type, one, other));
    }

    private static FunctionDef define(Comparison comparison, ParamType type, String low, String high) {
        return declare(comparison, type, low, high)
                .kernels(types -> kernel(comparison, types.getFirst()))
                .typed(types -> {
                    ScalarType compared = types.getFirst();
                    return args -> Datum.of(comparison.holds(DatumOrder.compare(compared, args[0], args[1])));
                });
    }

    private static FunctionBuilder declare(Comparison comparison, ParamType type, String low, String high) {
        return operator(comparison.symbol()).params(type, type).returns(BOOL)
                .doc("whether the first " + switch (comparison) {
                    case EQ -> "equals the second";
                    case NE -> "differs from the second";
                    case LT -> "is less than the second";
                    case LE -> "is less than the second or equal";
                    case GT -> "is greater than the second";
                    case GE -> "is greater than the second or equal";
                })
                .example(low + " " + comparison.symbol() + " " + high, comparison.holds(-1) ? "t" : "f")
                .example(high + " " + comparison.symbol() + " " + high, comparison.holds(0) ? "t" : "f");
    }

    /** The whole-column form; nested values are equal when their bytes are, but not ordered as those. */
    private static Optional<ScalarFunction.Kernel> kernel(Comparison comparison, ScalarType type) {
        boolean equality = comparison == Comparison.EQ || comparison == Comparison.NE;
        return switch (type.physical()) {
            case BOOL, INT -> Optional.of(type == SimpleType.UINT8
                    ? (args, rows) -> CompareKernels.unsigned(comparison, args[0], args[1], rows)
                    : (args, rows) -> CompareKernels.words(comparison, args[0], args[1], rows));
            case FLOAT -> Optional.of((args, rows) -> CompareKernels.doubles(comparison, args[0], args[1], rows));
            case NUMERIC -> Optional.of((args, rows) -> CompareKernels.decimals(comparison, args[0], args[1], rows));
            case TEXT, BYTES -> Optional.of((args, rows) -> CompareKernels.bytes(comparison, args[0], args[1], rows));
            default -> equality
                    ? Optional.of((args, rows) -> CompareKernels.bytes(comparison, args[0], args[1], rows))
                    : Optional.empty();
        };
    }

    /** Field by field; a NULL field leaves open what it might have decided. */
    private static Datum records(Comparison comparison, ScalarType.Record type, Datum[] args) {
        List<Datum> left = ((Datum.Record) args[0]).fields();
        List<Datum> right = ((Datum.Record) args[1]).fields();
        boolean equality = comparison == Comparison.EQ || comparison == Comparison.NE;
        boolean open = false;
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (left.get(i).isNull() || right.get(i).isNull()) {
                if (!equality) {
                    return Datum.NULL;
                }
                open = true;
                continue;
            }
            int order = DatumOrder.compare(type.fields().get(i).type().scalar(), left.get(i), right.get(i));
            if (order != 0) {
                return Datum.of(comparison.holds(order));
            }
        }
        return open ? Datum.NULL : Datum.of(comparison.holds(Integer.compare(left.size(), right.size())));
    }
}
