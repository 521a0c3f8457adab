/** Load generators as sources. */
@NullMarked
package dev.mizu.connectors.loadgen;

import org.jspecify.annotations.NullMarked;
