/**
 * Grouping: one operator over all kinds of aggregates, each kept the way it is cheapest to keep: sums of contributions
 * in the group's own row, minima and maxima as sorted values by group, everything else as the group's rows.
 */
@NullMarked
package dev.mizu.dataflow.reduce;

import org.jspecify.annotations.NullMarked;
