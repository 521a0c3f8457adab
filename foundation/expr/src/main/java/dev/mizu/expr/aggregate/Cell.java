package dev.mizu.expr.aggregate;

import dev.mizu.expr.math.Words;
import dev.mizu.repr.Datum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Exact sums of values of one kind (or of their squares) in words. */
interface Cell {
    int words();

    /** Adds {@code diff} times the value, which is not NULL. */
    void add(Datum value, long diff, long[] words, int at);

    Total read(long[] words, int at);

    /** The same sum computed from all values, the plain way. */
    Total recompute(List<Datum> values);

    /** Signed integers; {@code squares} sums their squares. Sums of 2^64 of them fit. */
    record Integers(boolean unsigned, boolean squares) implements Cell {
        @Override
        public int words() {
            return squares ? 4 : unsigned ? 3 : 2;
        }

        @Override
        public void add(Datum value, long diff, long[] words, int at) {
            long number = value.asLong();
            if (!squares && !(unsigned && number < 0)) {
                Words.addProduct(words, at, words(), number, diff);
            } else if (squares && number < 1L << 31 && number > (unsigned ? -1 : -1L << 31)) {
                Words.addProduct(words, at, words(), number * number, diff);
            } else {
                Words.add(words, at, words(), exact(number).multiply(BigInteger.valueOf(diff)));
            }
        }

        private BigInteger exact(long number) {
            BigInteger whole = unsigned
                    ? new BigInteger(Long.toUnsignedString(number)) : BigInteger.valueOf(number);
            return squares ? whole.multiply(whole) : whole;
        }

        @Override
        public Total read(long[] words, int at) {
            return Total.of(new BigDecimal(Words.read(words, at, words())));
        }

        @Override
        public Total recompute(List<Datum> values) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Datum value : values) {
                sum = sum.add(new BigDecimal(exact(value.asLong())));
            }
            return Total.of(sum);
        }
    }
}
