/** Brain and replicas in one process. */
@NullMarked
package dev.mizu.standalone;

import org.jspecify.annotations.NullMarked;
