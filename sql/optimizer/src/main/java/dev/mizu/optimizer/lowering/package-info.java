/** From MIR to LIR: every choice of arrangement, join order, index and reduction is made here. */
@NullMarked
package dev.mizu.optimizer.lowering;

import org.jspecify.annotations.NullMarked;
