/** What flows: columns of typed values with signed differences at one tick. */
@NullMarked
package dev.mizu.repr.batch;

import org.jspecify.annotations.NullMarked;
