/**
 * Brain and replicas, the shapes that {@code ./mizu up} starts: replicas are threads of the process over the same
 * opened storage, or processes of their own. {@link dev.mizu.standalone.Standalone} is the wiring, {@link
 * dev.mizu.standalone.Main} the process.
 */
@NullMarked
package dev.mizu.standalone;

import org.jspecify.annotations.NullMarked;
