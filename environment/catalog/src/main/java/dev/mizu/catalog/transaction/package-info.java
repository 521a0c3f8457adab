/** Catalog changes, worked out to what they make durable and to what the builtin tables show of them. */
@NullMarked
package dev.mizu.catalog.transaction;

import org.jspecify.annotations.NullMarked;
