/** All that a door needs to know of a session. */
@NullMarked
package dev.mizu.sessionapi;

import org.jspecify.annotations.NullMarked;
