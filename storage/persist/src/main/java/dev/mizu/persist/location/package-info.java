/**
 * Where bytes live: {@link dev.mizu.persist.location.Blob} for immutable objects that are written once, and
 * {@link dev.mizu.persist.location.Consensus} for short ordered histories moved by compare-and-set, with
 * implementations on local files and SQLite and in memory. Enter at {@link dev.mizu.persist.location.PersistLocation}.
 * Never put here what the bytes mean.
 */
@NullMarked
package dev.mizu.persist.location;

import org.jspecify.annotations.NullMarked;
