/**
 * What planning needs to know of the catalog, as interfaces that a snapshot of it implements. Every method answers
 * from memory. Enter at {@link dev.mizu.sqlplanner.catalog.SessionCatalog}; never put anything here that changes state.
 */
@NullMarked
package dev.mizu.sqlplanner.catalog;

import org.jspecify.annotations.NullMarked;
