/** What the running region tells about itself, as rows of the system catalog. */
@NullMarked
package dev.mizu.coordinator.introspection;

import org.jspecify.annotations.NullMarked;
