/** Which input a join starts with, in what order it looks the others up, and under which keys. */
@NullMarked
package dev.mizu.optimizer.join;

import org.jspecify.annotations.NullMarked;
