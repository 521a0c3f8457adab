/** The catalog's records in its shard: one row of two texts, a key and a JSON value, for every entry. Version 1. */
@NullMarked
package dev.mizu.catalog.durable;

import org.jspecify.annotations.NullMarked;
