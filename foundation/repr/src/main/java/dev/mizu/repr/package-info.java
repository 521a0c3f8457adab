/**
 * The values that everything above speaks of: types ({@link dev.mizu.repr.ScalarType}), single values
 * ({@link dev.mizu.repr.Datum}), rows, and in {@code batch} the columns in which they flow. Enter at
 * {@code ScalarType} and {@code Datum}; never put SQL names, functions or input and output here.
 */
@NullMarked
package dev.mizu.repr;

import org.jspecify.annotations.NullMarked;
