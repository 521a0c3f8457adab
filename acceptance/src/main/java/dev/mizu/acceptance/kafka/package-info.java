/**
 * A Kafka broker of our own, in a process of its own because its libraries are not ours.
 */
@NullMarked
package dev.mizu.acceptance.kafka;

import org.jspecify.annotations.NullMarked;
