/** The text of HIR trees, for EXPLAIN RAW PLAN and golden files; MIR prints itself in {@code expr}. */
@NullMarked
package dev.mizu.sqlplanner.explain;

import org.jspecify.annotations.NullMarked;
