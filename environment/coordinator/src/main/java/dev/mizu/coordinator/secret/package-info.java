/** Where the contents of secrets are: outside of the catalog, encrypted at rest. */
@NullMarked
package dev.mizu.coordinator.secret;

import org.jspecify.annotations.NullMarked;
