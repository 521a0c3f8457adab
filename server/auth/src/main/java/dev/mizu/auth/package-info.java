/** Who you are. */
@NullMarked
package dev.mizu.auth;

import org.jspecify.annotations.NullMarked;
