/**
 * The kernel of a replica: dataflows of operators over batches of typed columns, worked tick by tick inside one owner
 * loop ({@link dev.mizu.dataflow.Scheduler}). Build a {@link dev.mizu.dataflow.Dataflow} with
 * {@link dev.mizu.dataflow.DataflowBuilder}; share arrangements between dataflows as
 * {@link dev.mizu.dataflow.Trace}s. Nothing here knows SQL, plans, shards or threads.
 */
@NullMarked
package dev.mizu.dataflow;

import org.jspecify.annotations.NullMarked;
