package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.form;
import static dev.mizu.expr.functions.ParamType.ANY;
import static dev.mizu.expr.functions.ParamType.ANYCOMPATIBLE;
import static dev.mizu.expr.functions.ParamType.BOOL;
import static dev.mizu.expr.functions.ParamType.TEXT;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.FunctionBuilder;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.kernel.NullBits;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.batch.LongVector;
import java.util.List;

/** Truth, and the choice between values of any type. Conjunction and disjunction are no functions: they are lazy. */
final class BooleanFunctions {
    static final List<FunctionDef> ALL = List.of(
            form("not").params(BOOL).returns(BOOL).doc("the opposite").kernel((args, rows) -> {
                LongVector truth = (LongVector) args[0];
                long[] out = new long[rows];
                for (int i = 0; i < rows; i++) {
                    out[i] = 1 - truth.values()[i];
                }
                NullBits.zero(out, truth.nulls(), rows);
                return new LongVector(PhysicalType.BOOL, rows, out, truth.nulls());
            }).eval(a -> Datum.of(!a[0].asBool())),
            form("is_distinct").params(ANYCOMPATIBLE, ANYCOMPATIBLE).returns(BOOL).seesNullsGivesNone()
                    .doc("whether two values differ, NULL being a value like any other")
                    .typed(types -> a -> Datum.of(DatumOrder.compare(types.getFirst(), a[0], a[1]) != 0)),
            extreme("greatest").doc("the greatest value that is not NULL")
                    .example("greatest(1, NULL, 3, 2)", "3").typed(types -> a -> pick(types.getFirst(), a, 1)),
            extreme("least").doc("the least value that is not NULL")
                    .example("least(2, NULL, 1, 3)", "1").typed(types -> a -> pick(types.getFirst(), a, -1)),
            FunctionBuilder.scalar("mz_error_if_null").in("mz_unsafe").params(ANY, TEXT).returns(ANY).seesNulls()
                    .fallible().doc("the first value; the second as an error when that is NULL")
                    .example("mz_error_if_null(1, 'missing')", "1").eval(a -> {
                        if (a[0].isNull()) {
                            throw new EvalException(
                                    SqlState.NOT_NULL_VIOLATION, a[1].isNull() ? "unexpected NULL" : a[1].asText());
                        }
                        return a[0];
                    }));

    private BooleanFunctions() {}

    private static FunctionBuilder extreme(String name) {
        return FunctionBuilder.scalar(name).variadic(ANYCOMPATIBLE).returns(ANYCOMPATIBLE).seesNulls();
    }

    private static Datum pick(ScalarType type, Datum[] values, int sign) {
        Datum best = Datum.NULL;
        for (Datum value : values) {
            if (!value.isNull()
                    && (best.isNull() || Integer.signum(DatumOrder.compare(type, value, best)) == sign)) {
                best = value;
            }
        }
        return best;
    }
}
