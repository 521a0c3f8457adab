/** The text of plans that are the optimizer's own; trees and dataflows print themselves where they are defined. */
@NullMarked
package dev.mizu.optimizer.explain;

import org.jspecify.annotations.NullMarked;
