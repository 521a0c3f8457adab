/** Sessions, sequencing, timestamps, group commit. */
@NullMarked
package dev.mizu.coordinator;

import org.jspecify.annotations.NullMarked;
