/** The parameters of sessions and of the region: name, default, range and doc together. */
@NullMarked
package dev.mizu.coordinator.settings;

import org.jspecify.annotations.NullMarked;
