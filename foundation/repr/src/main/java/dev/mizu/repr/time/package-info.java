/** Times of collections: unsigned milliseconds in a total order, so a frontier is one long. */
@NullMarked
package dev.mizu.repr.time;

import org.jspecify.annotations.NullMarked;
