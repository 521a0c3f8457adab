/**
 * How a shard works inside one process: {@link dev.mizu.persist.machine.ShardMachine} keeps its newest state and who
 * reads it, {@link dev.mizu.persist.machine.Commit} moves one or many of them by compare-and-set, and readers and
 * writers of runs turn parts into updates and back. Never put here when to compact, or what callers see.
 */
@NullMarked
package dev.mizu.persist.machine;

import org.jspecify.annotations.NullMarked;
