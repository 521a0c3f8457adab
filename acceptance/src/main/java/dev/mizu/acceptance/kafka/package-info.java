/** The topics of the broker that regions read from. */
@NullMarked
package dev.mizu.acceptance.kafka;

import org.jspecify.annotations.NullMarked;
