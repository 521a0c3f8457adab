/** Bringing a region up from its durable state. */
@NullMarked
package dev.mizu.coordinator.bootstrap;

import org.jspecify.annotations.NullMarked;
