/** The SQL brain as a process. */
@NullMarked
package dev.mizu.environmentd;

import org.jspecify.annotations.NullMarked;
