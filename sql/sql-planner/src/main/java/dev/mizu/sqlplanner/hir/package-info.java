/**
 * The SQL-shaped tree (HIR): typed, names gone, but still with subqueries that read columns of the rows around them.
 * Enter at {@link dev.mizu.sqlplanner.hir.HirRelation} and {@link dev.mizu.sqlplanner.hir.HirScalar}. It is made by
 * {@code query} and consumed by {@code lowering}; no transform works on it.
 */
@NullMarked
package dev.mizu.sqlplanner.hir;

import org.jspecify.annotations.NullMarked;
