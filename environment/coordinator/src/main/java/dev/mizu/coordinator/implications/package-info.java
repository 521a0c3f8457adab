/** What follows from a catalog change: commands to the controllers. Restart derives the same from a stored catalog. */
@NullMarked
package dev.mizu.coordinator.implications;

import org.jspecify.annotations.NullMarked;
