/**
 * A replica: its compute loop and its ingestions, over a region's storage. {@link dev.mizu.clusterd.Replica} is the
 * wiring, whether the replica is a set of threads of the region's process or, by {@link dev.mizu.clusterd.Main}, a
 * process of its own.
 */
@NullMarked
package dev.mizu.clusterd;

import org.jspecify.annotations.NullMarked;
