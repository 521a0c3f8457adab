/**
 * Keeping shards small in the background: which batches to merge, merging them, and deleting what is not needed any
 * more, on one thread with a budget. Correctness never depends on it. Never put here anything that a caller waits for.
 */
@NullMarked
package dev.mizu.persist.compaction;

import org.jspecify.annotations.NullMarked;
