package dev.mizu.expr.eval;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints nanoseconds a row of fused map-filter-projects over batches of 512 rows. A program, not a test. */
public final class EvaluationSpeed {
    private static final int ROWS = 512;

    private EvaluationSpeed() {}

    public static void main(String[] args) {
        BatchBuilder builder = new BatchBuilder(List.of(
                PhysicalType.INT, PhysicalType.INT, PhysicalType.FLOAT, PhysicalType.TEXT, PhysicalType.NUMERIC), ROWS);
        for (int i = 0; i < ROWS; i++) {
            builder.append(List.of(Datum.of(i), Datum.of(i % 17), Datum.of(i * 0.5), Datum.of("name-" + i % 100),
                    Datum.of(Decimal.of(BigDecimal.valueOf(i * 7L, 2)))), 1);
        }
        ColumnBatch batch = builder.build(1);
        ScalarType int8 = SimpleType.INT8;
        Mfp identity = Mfp.identity(5);
        Map<String, Mfp> cases = new LinkedHashMap<>();
        cases.put("filter bigint", identity.filter(List.of(call("<", int8, column(1), literal(9)))));
        cases.put("filter bigint and text, project", identity.filter(List.of(call("<", int8, column(1), literal(9)),
                call("=", SimpleType.TEXT, column(3), new ScalarExpr.Literal(
                        Datum.of("name-3"), SimpleType.TEXT.notNull())))).project(List.of(0, 2)));
        cases.put("map bigint arithmetic", identity.map(List.of(
                call("+", int8, call("*", int8, column(0), literal(3)), column(1)))).project(List.of(5)));
        cases.put("map numeric product", identity.map(List.of(
                call("*", ScalarType.NUMERIC, column(4), column(4)))).project(List.of(5)));
        cases.put("map text upper", identity.map(List.of(call("upper", SimpleType.TEXT, column(3))))
                .project(List.of(5)));
        for (Map.Entry<String, Mfp> one : cases.entrySet()) {
            System.out.printf("%-34s %6.1f ns a row%n", one.getKey(), measure(one.getValue(), batch));
        }
    }

    private static double measure(Mfp mfp, ColumnBatch batch) {
        MfpEvaluator evaluator = MfpEvaluator.of(mfp);
        double best = Double.MAX_VALUE;
        long sink = 0;
        for (int round = 0; round < 12; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 4000; i++) {
                sink += evaluator.eval(batch).rows().size();
            }
            best = Math.min(best, (System.nanoTime() - start) / (4000.0 * ROWS));
        }
        return sink == 42 ? 0 : best;
    }

    private static ScalarExpr column(int index) {
        return new ScalarExpr.Column(index);
    }

    private static ScalarExpr literal(long value) {
        return new ScalarExpr.Literal(Datum.of(value), SimpleType.INT8.notNull());
    }

    private static ScalarExpr call(String name, ScalarType type, ScalarExpr... args) {
        ScalarType[] types = Collections.nCopies(args.length, type).toArray(ScalarType[]::new);
        return BuiltinFunctions.exact(name, types).call(
                List.of(args), Collections.nCopies(args.length, type.notNull()));
    }
}
