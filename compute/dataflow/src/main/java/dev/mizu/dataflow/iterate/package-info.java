/**
 * Recursion: a scope of operators that work at rounds within a tick, fed back until nothing changes. State remembers
 * the round of every update, so that a later tick changes only what it must; ticks themselves come one after the other,
 * so the product of tick and round needs one extra column and no lattice. Differential dataflow's idea, for a total
 * order of ticks.
 */
@NullMarked
package dev.mizu.dataflow.iterate;

import org.jspecify.annotations.NullMarked;
