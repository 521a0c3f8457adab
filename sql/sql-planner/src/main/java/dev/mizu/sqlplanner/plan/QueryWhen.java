package dev.mizu.sqlplanner.plan;

import dev.mizu.expr.ScalarExpr;

/** When a query reads. Expressions are of type {@code mz_timestamp} and read no column. */
public sealed interface QueryWhen {
    /** At a time that the isolation level chooses. */
    record Immediately() implements QueryWhen {}

    /** {@code AS OF t}. */
    record At(ScalarExpr timestamp) implements QueryWhen {}

    /** {@code AS OF AT LEAST t}. */
    record AtLeast(ScalarExpr timestamp) implements QueryWhen {}

    QueryWhen IMMEDIATELY = new Immediately();
}
