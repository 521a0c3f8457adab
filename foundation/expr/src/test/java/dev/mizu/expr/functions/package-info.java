/** Tests of what is declared of functions. */
@NullMarked
package dev.mizu.expr.functions;

import org.jspecify.annotations.NullMarked;
