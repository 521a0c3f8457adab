/**
 * The owner of the write order. Concurrent writes of tables, of the catalog and of builtin tables are put on one
 * timestamp and made durable in one append; only then does the oracle call the time applied.
 */
@NullMarked
package dev.mizu.coordinator.groupcommit;

import org.jspecify.annotations.NullMarked;
