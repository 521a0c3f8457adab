/** Tests of aggregates. */
@NullMarked
package dev.mizu.expr.aggregate;

import org.jspecify.annotations.NullMarked;
