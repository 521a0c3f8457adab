package dev.mizu.expr.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.EvalError;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.testing.RandomExpressions;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random expressions over random rows: what a row says is the truth. */
class EvaluationPropertyTest {
    private static final long SEED = Long.getLong("seed", 42);

    /** A value, or the error that stood in its place. */
    private static Object outcome(RowEvaluator evaluator, ColumnBatch batch, int row) {
        try {
            return evaluator.eval(batch.row(row).datums().toArray(Datum[]::new));
        } catch (EvalException failed) {
            return failed.error();
        }
    }

    @Test
    void batchesAgreeWithRows() {
        RandomExpressions random = new RandomExpressions(SEED);
        for (int i = 0; i < 3000; i++) {
            ScalarExpr expr = random.any(3);
            ColumnBatch batch = random.batch(i % 9 == 0 ? 70 : 6);
            RowEvaluator rows = RowEvaluator.of(expr);
            Evaluated evaluated = BatchEvaluator.of(expr).eval(batch);
            assertThat(evaluated.vector().size()).isEqualTo(batch.size());
            for (int row = 0; row < batch.size(); row++) {
                Object expected = outcome(rows, batch, row);
                Object got = evaluated.error(row).isPresent()
                        ? evaluated.error(row).get() : evaluated.vector().datum(row);
                assertThat(got).as("seed %d, expression %d: %s over %s", SEED, i, expr, batch.row(row))
                        .isEqualTo(expected);
                if (expected instanceof EvalError) {
                    assertThat(evaluated.vector().isNull(row)).isTrue();
                }
            }
        }
    }

    @Test
    void declaredPromisesHold() {
        RandomExpressions random = new RandomExpressions(SEED + 1);
        for (int i = 0; i < 3000; i++) {
            ScalarExpr expr = random.any(2);
            boolean nullable = ScalarExprs.typeOf(expr, random.columns()).nullable();
            ColumnBatch batch = random.batch(4);
            RowEvaluator rows = RowEvaluator.of(expr);
            for (int row = 0; row < batch.size(); row++) {
                Object got = outcome(rows, batch, row);
                if (got instanceof EvalError error) {
                    assertThat(ScalarSimplifier.mayFail(expr)).as("%s fails: %s", expr, error).isTrue();
                } else if (((Datum) got).isNull()) {
                    assertThat(nullable).as("%s is NULL over %s", expr, batch.row(row)).isTrue();
                }
            }
        }
    }

    @Test
    void simplifiedExpressionsMeanTheSame() {
        RandomExpressions random = new RandomExpressions(SEED + 2);
        for (int i = 0; i < 3000; i++) {
            ScalarExpr expr = random.of(i % 2 == 0 ? SimpleType.BOOL : SimpleType.INT4, 4);
            ScalarExpr simple = ScalarSimplifier.simplify(expr, random.columns());
            ColumnBatch batch = random.batch(4);
            for (int row = 0; row < batch.size(); row++) {
                Object before = outcome(RowEvaluator.of(expr), batch, row);
                Object after = outcome(RowEvaluator.of(simple), batch, row);
                if (before instanceof EvalError && after instanceof EvalError) {
                    continue;
                }
                assertThat(after).as("seed %d: %s as %s over %s", SEED, expr, simple, batch.row(row))
                        .isEqualTo(before);
            }
        }
    }

    @Test
    void functionsAreFoundByTheirIds() {
        RandomExpressions random = new RandomExpressions(SEED + 3);
        for (int i = 0; i < 2000; i++) {
            checkIds(random.any(3));
        }
    }

    private static void checkIds(ScalarExpr expr) {
        if (expr instanceof ScalarExpr.Call call) {
            assertThat(BuiltinFunctions.byId(call.function().id())).isEqualTo(call.function());
        }
        expr.children().forEach(EvaluationPropertyTest::checkIds);
    }

    @Test
    void mfpsAgreeWithRows() {
        RandomExpressions random = new RandomExpressions(SEED + 4);
        SplittableRandom dice = new SplittableRandom(SEED + 5);
        int arity = random.columns().size();
        for (int i = 0; i < 2000; i++) {
            List<ScalarExpr> maps = IntStream.range(0, dice.nextInt(3)).mapToObj(m -> random.any(2)).toList();
            List<ScalarExpr> predicates =
                    IntStream.range(0, dice.nextInt(4)).mapToObj(p -> random.of(SimpleType.BOOL, 2)).toList();
            List<Integer> outputs = IntStream.range(0, dice.nextInt(1, 5))
                    .mapToObj(o -> dice.nextInt(arity + maps.size())).toList();
            boolean temporal = i % 3 == 0;
            List<ScalarExpr> lower = temporal ? List.of(random.of(SimpleType.MZ_TIMESTAMP, 1)) : List.of();
            List<ScalarExpr> upper = temporal ? List.of(random.of(SimpleType.MZ_TIMESTAMP, 1)) : List.of();
            Mfp mfp = new Mfp(arity, maps, predicates, lower, upper, outputs);
            check(mfp, random.batch(8), i);
        }
    }

    private static void check(Mfp mfp, ColumnBatch batch, int number) {
        List<Object> expected = new ArrayList<>();
        List<Object> errors = new ArrayList<>();
        // A predicate that is NULL drops the row, whatever errors the others raise.
        ScalarExpr filter = new ScalarExpr.And(mfp.predicates().stream()
                .map(p -> (ScalarExpr) new ScalarExpr.Coalesce(List.of(p, ScalarExpr.FALSE))).toList());
        for (int row = 0; row < batch.size(); row++) {
            Object kept = outcome(RowEvaluator.of(filter), batch, row);
            if (kept instanceof EvalError error) {
                errors.add(List.of(error, batch.diffs()[row]));
            } else if (kept.equals(Datum.TRUE)) {
                expect(mfp, batch, row, expected, errors);
            }
        }
        MfpEvaluator.Output output = MfpEvaluator.of(mfp).eval(batch);
        List<Object> got = new ArrayList<>();
        for (int row = 0; row < output.rows().size(); row++) {
            List<Long> bounds = mfp.temporal() ? List.of(output.lower()[row], output.upper()[row]) : List.of();
            got.add(List.of(output.rows().row(row), output.rows().diffs()[row], bounds));
        }
        List<Object> gotErrors = new ArrayList<>();
        for (int row = 0; row < output.errors().size(); row++) {
            byte[] encoded = ((Datum.Bytes) output.errors().column(0).datum(row)).value();
            gotErrors.add(List.of(EvalError.decode(encoded), output.errors().diffs()[row]));
        }
        assertThat(got).as("mfp %d: %s", number, mfp).isEqualTo(expected);
        assertThat(gotErrors).as("mfp %d: %s", number, mfp).containsExactlyInAnyOrderElementsOf(errors);
    }

    private static void expect(Mfp mfp, ColumnBatch batch, int row, List<Object> expected, List<Object> errors) {
        List<Datum> values = new ArrayList<>();
        List<ScalarExpr> all = new ArrayList<>();
        for (int column : mfp.outputs()) {
            all.add(column < mfp.inputArity()
                    ? new ScalarExpr.Column(column) : mfp.maps().get(column - mfp.inputArity()));
        }
        all.addAll(mfp.lowerBounds());
        all.addAll(mfp.upperBounds());
        for (ScalarExpr expr : all) {
            Object value = outcome(RowEvaluator.of(expr), batch, row);
            if (value instanceof EvalError error) {
                errors.add(List.of(error, batch.diffs()[row]));
                return;
            }
            values.add((Datum) value);
        }
        List<Long> bounds = List.of();
        if (mfp.temporal()) {
            Datum low = values.get(mfp.outputs().size());
            Datum high = values.getLast();
            if (low.isNull() || high.isNull() || low.asLong() >= high.asLong()) {
                return;
            }
            bounds = List.of(low.asLong(), high.asLong());
        }
        expected.add(List.of(new Row(values.subList(0, mfp.outputs().size())), batch.diffs()[row], bounds));
    }
}
