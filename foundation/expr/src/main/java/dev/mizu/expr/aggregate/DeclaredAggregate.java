package dev.mizu.expr.aggregate;

import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;

/** What every aggregate has of its declaration: id and name; equal ids make equal functions. */
abstract sealed class DeclaredAggregate implements AggregateFunction
        permits Counts, MeanInterval, Moments, Recomputed {
    final FunctionDef.Signature signature;

    DeclaredAggregate(FunctionDef.Signature signature) {
        this.signature = signature;
    }

    @Override
    public final String id() {
        return signature.id();
    }

    @Override
    public final String name() {
        return signature.name();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof AggregateFunction f && id().equals(f.id());
    }

    @Override
    public final int hashCode() {
        return id().hashCode();
    }

    @Override
    public final String toString() {
        return id();
    }
}
