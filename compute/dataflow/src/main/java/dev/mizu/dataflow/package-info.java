/** The kernel: operators and arrangements on one step loop. */
@NullMarked
package dev.mizu.dataflow;

import org.jspecify.annotations.NullMarked;
