/** Variables and their values. */
@NullMarked
package dev.mizu.coordinator.settings;

import org.jspecify.annotations.NullMarked;
