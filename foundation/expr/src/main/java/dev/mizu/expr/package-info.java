/** Scalar and relational expressions, functions and their evaluation. */
@NullMarked
package dev.mizu.expr;

import org.jspecify.annotations.NullMarked;
