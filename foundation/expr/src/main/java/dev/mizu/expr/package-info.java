/**
 * What is computed over a row: {@link dev.mizu.expr.ScalarExpr}, the functions it may call (declared once, in
 * {@code functions}), its evaluation over rows and over column batches. {@code relation} holds the relational tree
 * (MIR). Errors of evaluation are data, {@link dev.mizu.expr.EvalError}. Nothing here knows names, catalogs or time
 * zones of sessions.
 */
@NullMarked
package dev.mizu.expr;

import org.jspecify.annotations.NullMarked;
