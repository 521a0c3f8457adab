/** Executing plans, one class for each family of statements. */
@NullMarked
package dev.mizu.coordinator.sequencer;

import org.jspecify.annotations.NullMarked;
