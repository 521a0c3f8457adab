/**
 * From HIR to MIR: every subquery and lateral join is decorrelated. Enter at
 * {@link dev.mizu.sqlplanner.lowering.Lowering}. The method: a subquery is computed once for the set of distinct
 * values of the outer columns that it reads, and joined back on them.
 */
@NullMarked
package dev.mizu.sqlplanner.lowering;

import org.jspecify.annotations.NullMarked;
