/**
 * Grouping: one operator over all kinds of aggregates, each kept the way it is cheapest to keep: sums of contributions
 * in the group's own row, minima and maxima as sorted values by group, everything else as the group's rows. Top-k and
 * windows give whole rows: they keep them sorted by group, and compute again the groups that a tick touches. Of an
 * input that only grows minima, maxima and top-k keep what may still be wanted, and no more.
 */
@NullMarked
package dev.mizu.dataflow.reduce;

import org.jspecify.annotations.NullMarked;
