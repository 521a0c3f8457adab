/** What transforms need to know of, and do to, the scalars inside a tree. */
@NullMarked
package dev.mizu.optimizer.scalar;

import org.jspecify.annotations.NullMarked;
