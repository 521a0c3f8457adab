/** Reads of one time: what a peek gathers, from an index on the loop or from a shard beside it. */
@NullMarked
package dev.mizu.computeworker.peek;

import org.jspecify.annotations.NullMarked;
