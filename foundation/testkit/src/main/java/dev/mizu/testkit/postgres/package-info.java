/** PostgreSQL as the judge of what we answer, and as the peer beside which we measure. */
@NullMarked
package dev.mizu.testkit.postgres;

import org.jspecify.annotations.NullMarked;
