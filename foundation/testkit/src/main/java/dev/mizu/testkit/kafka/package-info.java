/** Kafka as a neighbour, in a process of its own because its libraries are not ours. */
@NullMarked
package dev.mizu.testkit.kafka;

import org.jspecify.annotations.NullMarked;
