/**
 * Evaluation of scalar expressions and fused map-filter-projects: one row at a time ({@code RowEvaluator}, the
 * definition) and whole batches ({@code BatchEvaluator}, {@code MfpEvaluator}, which agree with it).
 */
@NullMarked
package dev.mizu.expr.eval;

import org.jspecify.annotations.NullMarked;
