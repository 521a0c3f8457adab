/**
 * The relations that the product brings along: tables fed from the catalog and from the running region, and views
 * over them; one file for each family. {@link dev.mizu.catalog.builtin.BuiltinTables} and
 * {@link dev.mizu.catalog.builtin.BuiltinViews} list them. Numbers are for ever; names and columns are what clients
 * were promised.
 */
@NullMarked
package dev.mizu.catalog.builtin;

import org.jspecify.annotations.NullMarked;
