/**
 * What a function is: the contracts that plans call and the one declaration ({@link
 * dev.mizu.expr.functions.FunctionDef}) that carries name, types, promises, documentation, example and code. The
 * functions themselves are in {@code builtin}, one family a file.
 */
@NullMarked
package dev.mizu.expr.functions;

import org.jspecify.annotations.NullMarked;
