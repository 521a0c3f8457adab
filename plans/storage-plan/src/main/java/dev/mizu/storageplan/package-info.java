/**
 * What storage is told, as values: connections, and what a source reads and how its messages become rows. Enter at
 * {@link dev.mizu.storageplan.IngestionPlan}. Secrets occur by id only; nothing here opens a connection.
 */
@NullMarked
package dev.mizu.storageplan;

import org.jspecify.annotations.NullMarked;
