/**
 * The functions and operators, one family a file; {@code BuiltinFunctions} lists the families and finds by name and
 * id.
 */
@NullMarked
package dev.mizu.expr.functions.builtin;

import org.jspecify.annotations.NullMarked;
