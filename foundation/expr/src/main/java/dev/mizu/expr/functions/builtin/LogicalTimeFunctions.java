package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.form;
import static dev.mizu.expr.functions.ParamType.MZ_TIMESTAMP;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.time.Timestamps;
import java.util.List;

/** Logical time. */
final class LogicalTimeFunctions {
    static final List<FunctionDef> ALL = List.of(
            form("mz_timestamp_next").params(MZ_TIMESTAMP).returns(MZ_TIMESTAMP).monotone()
                    .doc("the next logical time; never stays never").kernel((args, rows) -> {
                        LongVector times = (LongVector) args[0];
                        long[] out = new long[rows];
                        for (int i = 0; i < rows; i++) {
                            out[i] = times.isNull(i) ? 0 : Timestamps.next(times.values()[i]);
                        }
                        return new LongVector(PhysicalType.INT, rows, out, times.nulls());
                    }).eval(a -> Datum.of(Timestamps.next(a[0].asLong()))));

    private LogicalTimeFunctions() {}
}
