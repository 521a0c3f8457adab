/** The only place where threads meet: step loops, bounded inboxes, and the threads that drive them. */
@NullMarked
package dev.mizu.base.concurrent;

import org.jspecify.annotations.NullMarked;
