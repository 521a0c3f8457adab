/** Numbers: decimal arithmetic to 39 digits and sums that cancel exactly. */
@NullMarked
package dev.mizu.expr.math;

import org.jspecify.annotations.NullMarked;
