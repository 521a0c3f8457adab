/**
 * The words everything in persist speaks: a shard's name, a columnar batch of updates, and what is thrown when stored
 * bytes are not what was written. Rows are opaque bytes ordered as unsigned bytes; nothing here knows a type or a file.
 */
@NullMarked
package dev.mizu.persist.update;

import org.jspecify.annotations.NullMarked;
