/**
 * What the brain and a replica say to each other. Within one process the values themselves cross; between processes a
 * versioned codec will carry them.
 */
@NullMarked
package dev.mizu.protocol;

import org.jspecify.annotations.NullMarked;
