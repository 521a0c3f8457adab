/** Types, datums, rows, column batches and the row codec. */
@NullMarked
package dev.mizu.repr;

import org.jspecify.annotations.NullMarked;
