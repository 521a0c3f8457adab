/**
 * What stays between ticks: rows by key behind an extendible hash index
 * ({@link dev.mizu.dataflow.arrangement.KeyedRows}), and the shared, multi-version
 * {@link dev.mizu.dataflow.arrangement.Arrangement} made of such: a base consolidated at {@code since}, one index of
 * the recent updates that folds into it, and what the present tick staged. Never operators.
 */
@NullMarked
package dev.mizu.dataflow.arrangement;

import org.jspecify.annotations.NullMarked;
