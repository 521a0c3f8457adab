/**
 * What the brain and a replica say to each other. Within one process the values themselves cross; between processes
 * {@link dev.mizu.protocol.wire} carries them as bytes.
 */
@NullMarked
package dev.mizu.protocol;

import org.jspecify.annotations.NullMarked;
