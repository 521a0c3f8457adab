/** How aggregates are computed: exact sums in words that retractions cancel, and values recomputed from rows. */
@NullMarked
package dev.mizu.expr.aggregate;

import org.jspecify.annotations.NullMarked;
