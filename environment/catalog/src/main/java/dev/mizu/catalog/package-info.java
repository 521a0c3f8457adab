/**
 * What exists in a region. {@link dev.mizu.catalog.CatalogState} is an immutable snapshot that sessions plan against;
 * a change is a list of {@link dev.mizu.catalog.CatalogOp}s, which {@code transaction} works out to the next snapshot,
 * the records to make durable ({@code durable}) and the rows of the system catalog to change ({@code builtin}). Nobody
 * changes anything in place.
 */
@NullMarked
package dev.mizu.catalog;

import org.jspecify.annotations.NullMarked;
