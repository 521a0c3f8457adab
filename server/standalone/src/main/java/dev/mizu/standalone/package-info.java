/**
 * Brain and replicas in one process, the shape that {@code ./mizu up} starts: replicas are threads over the same
 * opened storage. {@link dev.mizu.standalone.Standalone} is the wiring, {@link dev.mizu.standalone.Main} the process.
 */
@NullMarked
package dev.mizu.standalone;

import org.jspecify.annotations.NullMarked;
