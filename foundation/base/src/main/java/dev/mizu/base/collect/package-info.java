/** Collections that the JDK lacks: persistent maps, so that a snapshot of much costs nothing to take or to change. */
@NullMarked
package dev.mizu.base.collect;

import org.jspecify.annotations.NullMarked;
