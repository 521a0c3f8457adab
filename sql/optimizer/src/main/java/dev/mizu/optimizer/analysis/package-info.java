/** Facts derived from a tree that transforms and lowering rely on. */
@NullMarked
package dev.mizu.optimizer.analysis;

import org.jspecify.annotations.NullMarked;
