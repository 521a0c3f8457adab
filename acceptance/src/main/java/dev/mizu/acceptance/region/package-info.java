/**
 * A region to test: one that runs already, or a process of its own that can be killed and started again.
 */
@NullMarked
package dev.mizu.acceptance.region;

import org.jspecify.annotations.NullMarked;
