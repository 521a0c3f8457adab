/**
 * The functions, one family a file: declaration, documentation, example and code in one place.
 * {@code BuiltinFunctions} lists the families; nothing else knows names.
 */
@NullMarked
package dev.mizu.expr.functions;

import org.jspecify.annotations.NullMarked;
