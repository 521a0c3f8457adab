/** Tests of evaluation: batches agree with rows, simplified expressions with what they came from. */
@NullMarked
package dev.mizu.expr.eval;

import org.jspecify.annotations.NullMarked;
