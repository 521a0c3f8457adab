/** Conversions between types: which there are, in which context they apply, and the expressions that do them. */
@NullMarked
package dev.mizu.expr.cast;

import org.jspecify.annotations.NullMarked;
