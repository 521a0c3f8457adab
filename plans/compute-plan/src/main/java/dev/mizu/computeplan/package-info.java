/** What compute is told, as values. */
@NullMarked
package dev.mizu.computeplan;

import org.jspecify.annotations.NullMarked;
