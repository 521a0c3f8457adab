/**
 * From MIR to a plan that a replica can run. Enter at {@code pipeline}; this package holds what the optimizer is told
 * ({@link dev.mizu.optimizer.OptimizerContext}, its oracles) and what it answers
 * ({@link dev.mizu.optimizer.Optimized}, {@link dev.mizu.optimizer.PeekPlan}). It knows no names and no clock.
 */
@NullMarked
package dev.mizu.optimizer;

import org.jspecify.annotations.NullMarked;
