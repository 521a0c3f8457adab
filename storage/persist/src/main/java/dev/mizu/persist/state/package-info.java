/**
 * What a shard is at one sequence number, as immutable values: its frontiers, its batches, who holds it; and the
 * changes that lead from one state to the next. Pure: applying a change does no I/O. Never put here how it is encoded.
 */
@NullMarked
package dev.mizu.persist.state;

import org.jspecify.annotations.NullMarked;
