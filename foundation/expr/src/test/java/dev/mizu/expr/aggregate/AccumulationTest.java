package dev.mizu.expr.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.math.Words;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Interval;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is accumulated under insertions and deletions equals what is recomputed from the rows that are left. */
class AccumulationTest {
    private static final long SEED = Long.getLong("seed", 42);

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void accumulationsAgreeWithRecomputation() {
        int checked = 0;
        for (FunctionDef def : BuiltinFunctions.all()) {
            if (def.kind() != FunctionDef.Kind.AGGREGATE) {
                continue;
            }
            List<ScalarType> types = def.params().stream().map(p -> p instanceof ParamType.Exact(ScalarType type)
                    ? type : (ScalarType) SimpleType.INT4).toList();
            AggregateFunction function = def.aggregate(types);
            assertThat(BuiltinFunctions.aggregateById(function.id())).isEqualTo(function);
            if (function instanceof AggregateFunction.Accumulable accumulable) {
                for (int round = 0; round < 40; round++) {
                    check(accumulable, types);
                }
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(80);
    }

    private void check(AggregateFunction.Accumulable function, List<ScalarType> types) {
        int at = random.nextInt(3);
        long[] words = new long[at + function.words() + 2];
        List<Datum[]> rows = new ArrayList<>();
        for (int step = 0; step < 30; step++) {
            boolean remove = !rows.isEmpty() && random.nextInt(3) == 0;
            if (remove) {
                Datum[] row = rows.remove(random.nextInt(rows.size()));
                function.accumulate(row, -1, words, at);
            } else {
                Datum[] row = types.stream().map(this::value).toArray(Datum[]::new);
                int times = random.nextInt(1, 4);
                for (int i = 0; i < times; i++) {
                    rows.add(row);
                }
                function.accumulate(row, times, words, at);
            }
            Object expected = outcome(() -> rows.isEmpty() ? function.empty() : function.evaluate(rows));
            Object got = outcome(() -> function.finish(words, at));
            assertThat(got).as("seed %d: %s over %d rows", SEED, function.id(), rows.size()).isEqualTo(expected);
        }
        while (!rows.isEmpty()) {
            function.accumulate(rows.removeLast(), -1, words, at);
        }
        // Whatever came and went, nothing is left of it, inside the accumulator or outside.
        assertThat(words).as(function.id()).containsOnly(0);
    }

    private static Object outcome(Supplier<Datum> code) {
        try {
            return code.get();
        } catch (EvalException failed) {
            return failed.error();
        }
    }

    private Datum value(ScalarType type) {
        return switch (type.physical()) {
            case BOOL -> Datum.of(random.nextBoolean());
            case FLOAT -> Datum.of(type == SimpleType.FLOAT4 ? (float) floating() : floating());
            case NUMERIC -> Datum.of(decimal());
            case INTERVAL -> new Datum.IntervalDatum(new Interval(
                    random.nextInt(-50, 50), random.nextInt(-50, 50), random.nextLong(-1L << 40, 1L << 40)));
            default -> Datum.of(integer((SimpleType) type));
        };
    }

    private long integer(SimpleType type) {
        long any = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(-5, 100);
        return switch (type) {
            case INT2 -> (short) any;
            case INT4 -> (int) any;
            case UINT2 -> any & 0xffff;
            case UINT4 -> any & 0xffff_ffffL;
            default -> any;
        };
    }

    private double floating() {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> Double.MIN_VALUE;
            case 4 -> Double.MAX_VALUE;
            case 5 -> -Double.MAX_VALUE;
            case 6 -> random.nextDouble() * 1e-310;
            default -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-20, 20));
        };
    }

    private Decimal decimal() {
        return switch (random.nextInt(12)) {
            case 0 -> Decimal.NAN;
            case 1 -> Decimal.INFINITY;
            case 2 -> Decimal.NEGATIVE_INFINITY;
            case 3 -> Decimal.of(new BigDecimal("9".repeat(39)));
            case 4 -> Decimal.of(new BigDecimal("-0." + "7".repeat(39)));
            case 5 -> Decimal.of(new BigDecimal(new BigInteger(100, new Random(random.nextLong())), 20));
            default -> Decimal.of(BigDecimal.valueOf(random.nextLong(-1_000_000, 1_000_000), random.nextInt(0, 8)));
        };
    }

    @Test
    void wordsAddLikeIntegers() {
        for (int i = 0; i < 20_000; i++) {
            long[] words = new long[5];
            BigInteger expected = BigInteger.ZERO;
            for (int step = 0; step < 6; step++) {
                long a = random.nextLong() >> random.nextInt(64);
                long b = random.nextLong() >> random.nextInt(64);
                BigInteger magnitude = new BigInteger(random.nextInt(1, 130), new Random(random.nextLong()));
                switch (random.nextInt(3)) {
                    case 0 -> {
                        Words.addProduct(words, 0, 5, a, b);
                        expected = expected.add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
                    }
                    case 1 -> {
                        Words.addMultiple(words, 0, 5, a, Words.magnitude(magnitude));
                        expected = expected.add(BigInteger.valueOf(a).multiply(magnitude));
                    }
                    default -> {
                        BigInteger signed = random.nextBoolean() ? magnitude : magnitude.negate();
                        Words.add(words, 0, 5, signed);
                        expected = expected.add(signed);
                    }
                }
                assertThat(Words.read(words, 0, 5)).isEqualTo(expected);
            }
        }
    }
}
