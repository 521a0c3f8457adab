/** Transforms over MIR, lowering to LIR, notices. */
@NullMarked
package dev.mizu.optimizer;

import org.jspecify.annotations.NullMarked;
