/** The relations that the product brings along: tables fed from the catalog and from the running region, and views over them; one file for each family. */
@NullMarked
package dev.mizu.catalog.builtin;

import org.jspecify.annotations.NullMarked;
