/**
 * The owner of the present catalog, and what follows from a change of it: commands to the controllers. Restart derives
 * the same from a stored catalog.
 */
@NullMarked
package dev.mizu.coordinator.implications;

import org.jspecify.annotations.NullMarked;
