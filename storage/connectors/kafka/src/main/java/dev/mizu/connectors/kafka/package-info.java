/**
 * Kafka as a source: {@link dev.mizu.connectors.kafka.KafkaReader} over Kafka's own clients. Messages leave as bytes;
 * decoding is the worker's.
 */
@NullMarked
package dev.mizu.connectors.kafka;

import org.jspecify.annotations.NullMarked;
