/** What is stored comes back. */
@NullMarked
package dev.mizu.catalog.durable;

import org.jspecify.annotations.NullMarked;
