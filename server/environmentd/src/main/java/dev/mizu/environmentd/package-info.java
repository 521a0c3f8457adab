/**
 * The SQL brain as a process: opens the region's storage, starts the region and its doors. Where replicas run is
 * decided by whoever starts it. Wiring only.
 */
@NullMarked
package dev.mizu.environmentd;

import org.jspecify.annotations.NullMarked;
