/**
 * The top of the brain: opens sessions and runs what their doors ask, step by step. What a statement does is below, in
 * {@code sequencer}; what a session remembers, in {@code session}.
 */
@NullMarked
package dev.mizu.coordinator;

import org.jspecify.annotations.NullMarked;
