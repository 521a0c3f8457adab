package dev.mizu.expr.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.cast.Casts;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of texts become numbers as single texts do. */
class NumberTextTest {
    private static final long SEED = Long.getLong("seed", 42);
    private static final String[] BITS = {"-", ".", "0", "0", "00", "1", "7", "9", "12", "2147483648", "32768", " ",
        "+", "e1", "999999999"};

    private final SplittableRandom random = new SplittableRandom(SEED);

    @ParameterizedTest
    @ValueSource(strings = {"int2", "int4", "int8", "numeric"})
    void columnsAreReadAsTexts(String name) {
        ScalarType to = switch (name) {
            case "int2" -> SimpleType.INT2;
            case "int4" -> SimpleType.INT4;
            case "int8" -> SimpleType.INT8;
            default -> ScalarType.NUMERIC;
        };
        ScalarExpr cast = Casts.cast(new ScalarExpr.Column(0), SimpleType.TEXT.nullable(), to, CastContext.EXPLICIT)
                .orElseThrow();
        RowEvaluator rows = RowEvaluator.of(cast);
        BatchEvaluator columns = BatchEvaluator.of(cast);
        for (int i = 0; i < 20_000; i++) {
            ColumnBatch batch = batch(random.nextInt(1, 4));
            Evaluated got = columns.eval(batch);
            for (int row = 0; row < batch.size(); row++) {
                Object value = got.error(row).isPresent() ? got.error(row).get() : got.vector().datum(row);
                assertThat(value).as("seed %d: %s", SEED, batch.row(row)).isEqualTo(outcome(rows, batch, row));
            }
        }
    }

    private static Object outcome(RowEvaluator evaluator, ColumnBatch batch, int row) {
        try {
            return evaluator.eval(batch.row(row).datums().toArray(Datum[]::new));
        } catch (EvalException failed) {
            return failed.error();
        }
    }

    private ColumnBatch batch(int rows) {
        BatchBuilder builder = new BatchBuilder(List.of(PhysicalType.TEXT), rows);
        for (int row = 0; row < rows; row++) {
            builder.append(List.of(random.nextInt(8) == 0 ? Datum.NULL : Datum.of(text())), 1);
        }
        return builder.build(0);
    }

    private String text() {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(BITS[random.nextInt(i > 3 ? BITS.length : 9)]);
        }
        return text.toString();
    }
}
