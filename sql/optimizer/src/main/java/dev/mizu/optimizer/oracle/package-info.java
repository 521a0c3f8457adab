/** What the optimizer asks of the world; implemented above it, over an immutable catalog snapshot. */
@NullMarked
package dev.mizu.optimizer.oracle;

import org.jspecify.annotations.NullMarked;
