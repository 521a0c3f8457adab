/**
 * Ingestion: enter at {@link dev.mizu.storageworker.StorageWorker}, which runs one owner loop per ingestion. What
 * upstream is lies behind {@code source}, how messages become updates in {@code envelope}, how updates and positions
 * become durable together in {@code reclock}; each of the three knows only {@code source}, the loop knows all.
 */
@NullMarked
package dev.mizu.storageworker;

import org.jspecify.annotations.NullMarked;
