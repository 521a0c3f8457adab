/** Durable collections over blob and consensus. */
@NullMarked
package dev.mizu.persist;

import org.jspecify.annotations.NullMarked;
