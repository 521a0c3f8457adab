/**
 * What stays between ticks: rows by key behind an extendible hash index
 * ({@link dev.mizu.dataflow.arrangement.KeyedRows}), and the shared, multi-version
 * {@link dev.mizu.dataflow.arrangement.Arrangement} made of two of them: a base consolidated at {@code since} and one
 * index of the recent updates that folds into it. Never operators.
 */
@NullMarked
package dev.mizu.dataflow.arrangement;

import org.jspecify.annotations.NullMarked;
