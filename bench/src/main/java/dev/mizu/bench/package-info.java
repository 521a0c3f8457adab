/**
 * Benchmarks as programs: each compares answers before it prints figures, and puts a peer's figure of the same call, or
 * the goal, beside ours. {@link dev.mizu.bench.Main} knows them by name.
 */
@NullMarked
package dev.mizu.bench;

import org.jspecify.annotations.NullMarked;
