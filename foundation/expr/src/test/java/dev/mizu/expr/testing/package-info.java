/** What this module's tests share: an evaluator of expressions written as SQL. */
@NullMarked
package dev.mizu.expr.testing;

import org.jspecify.annotations.NullMarked;
