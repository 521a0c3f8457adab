/** Kafka as a source. */
@NullMarked
package dev.mizu.connectors.kafka;

import org.jspecify.annotations.NullMarked;
