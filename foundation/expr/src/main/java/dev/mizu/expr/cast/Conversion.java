package dev.mizu.expr.cast;

import dev.mizu.expr.ScalarFunction;
import dev.mizu.repr.Datum;
import dev.mizu.repr.batch.Vector;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How values of one type become values of another; NULL is not its business.
 *
 * @param fallible whether it may raise {@link dev.mizu.expr.EvalException} or a text format error
 * @param monotone whether a greater value never becomes a smaller one
 */
record Conversion(
        UnaryOperator<Datum> code, boolean fallible, boolean monotone, Optional<ScalarFunction.Kernel> kernel) {
    /** The same value under another type. */
    static final Conversion IDENTITY =
            new Conversion(value -> value, false, true, Optional.of((args, rows) -> args[0]));

    /** Always gives a value, and keeps the order. */
    static Conversion monotone(UnaryOperator<Datum> code) {
        return new Conversion(code, false, true, Optional.empty());
    }

    /** Always gives a value. */
    static Conversion of(UnaryOperator<Datum> code) {
        return new Conversion(code, false, false, Optional.empty());
    }

    /** May fail. */
    static Conversion fallible(UnaryOperator<Datum> code) {
        return new Conversion(code, true, false, Optional.empty());
    }

    Conversion keepingOrder() {
        return new Conversion(code, fallible, true, kernel);
    }

    Conversion withKernel(ScalarFunction.Kernel vectorized) {
        return new Conversion(code, fallible, monotone, Optional.of(vectorized));
    }

    /** This, then another. */
    Conversion then(Conversion next) {
        if (next == IDENTITY) {
            return this;
        }
        if (this == IDENTITY) {
            return next;
        }
        Optional<ScalarFunction.Kernel> both = kernel.isPresent() && next.kernel.isPresent()
                ? Optional.of((args, rows) -> next.kernel.get().apply(
                        new Vector[] {kernel.get().apply(args, rows)}, rows))
                : Optional.empty();
        return new Conversion(value -> next.code.apply(code.apply(value)), fallible || next.fallible,
                monotone && next.monotone, both);
    }
}
