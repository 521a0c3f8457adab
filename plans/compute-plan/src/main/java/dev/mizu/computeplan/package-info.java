/**
 * What compute is told, as values: the physical plan ({@link dev.mizu.computeplan.LirPlan}) and the dataflow it is
 * part of ({@link dev.mizu.computeplan.DataflowDescription}). The optimizer makes them, a replica renders them;
 * nothing here holds a reference to either.
 */
@NullMarked
package dev.mizu.computeplan;

import org.jspecify.annotations.NullMarked;
