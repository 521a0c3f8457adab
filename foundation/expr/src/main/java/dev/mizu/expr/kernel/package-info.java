/** Loops over whole columns: what the hot functions do to vectors. Nothing here allocates per row. */
@NullMarked
package dev.mizu.expr.kernel;

import org.jspecify.annotations.NullMarked;
