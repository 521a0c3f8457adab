/** The durable catalog and its snapshots. */
@NullMarked
package dev.mizu.catalog;

import org.jspecify.annotations.NullMarked;
