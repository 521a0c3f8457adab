/**
 * Shards as seen from a replica's loop: threads that read and write them, one that follows all imports and one for
 * each snapshot, sink and peek, and the form in which rows and errors lie there. Threads send messages to the loop and
 * own nothing that it owns.
 */
@NullMarked
package dev.mizu.computeworker.shard;

import org.jspecify.annotations.NullMarked;
