/** Tests of how a region comes up. */
@NullMarked
package dev.mizu.coordinator.bootstrap;

import org.jspecify.annotations.NullMarked;
