/** Tests of conversions. */
@NullMarked
package dev.mizu.expr.cast;

import org.jspecify.annotations.NullMarked;
