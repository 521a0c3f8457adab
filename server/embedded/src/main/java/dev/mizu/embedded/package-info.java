/** The standalone region as a library. */
@NullMarked
package dev.mizu.embedded;

import org.jspecify.annotations.NullMarked;
