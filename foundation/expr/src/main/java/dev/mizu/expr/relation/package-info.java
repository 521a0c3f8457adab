/** The relational tree (MIR) and the facts derived from it: types, keys, arity. */
@NullMarked
package dev.mizu.expr.relation;

import org.jspecify.annotations.NullMarked;
