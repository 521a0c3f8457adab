/** A replica as a process. */
@NullMarked
package dev.mizu.clusterd;

import org.jspecify.annotations.NullMarked;
