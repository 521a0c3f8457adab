/** Clocks, passed in so that a test can turn them. */
@NullMarked
package dev.mizu.base.time;

import org.jspecify.annotations.NullMarked;
