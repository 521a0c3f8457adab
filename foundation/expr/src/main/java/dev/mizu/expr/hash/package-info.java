/** Hash functions that the JDK does not have. */
@NullMarked
package dev.mizu.expr.hash;

import org.jspecify.annotations.NullMarked;
