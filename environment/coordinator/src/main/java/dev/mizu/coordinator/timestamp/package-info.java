/** Choosing the time at which a query reads. */
@NullMarked
package dev.mizu.coordinator.timestamp;

import org.jspecify.annotations.NullMarked;
