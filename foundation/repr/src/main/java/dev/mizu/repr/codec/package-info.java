/** Rows as bytes: canonical (equal rows have equal bytes) and, per type, in order when compared unsigned. Version 1. */
@NullMarked
package dev.mizu.repr.codec;

import org.jspecify.annotations.NullMarked;
