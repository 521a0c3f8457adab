/** Renders plans on the kernel and answers the controller. */
@NullMarked
package dev.mizu.computeworker;

import org.jspecify.annotations.NullMarked;
