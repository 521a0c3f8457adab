/** Timestamps: reads and writes of a timeline. */
@NullMarked
package dev.mizu.oracle;

import org.jspecify.annotations.NullMarked;
