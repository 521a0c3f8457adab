/**
 * From records to updates of shards: decoding messages into encoded rows or errors, and what a record does to the
 * collection. Enter at {@link dev.mizu.storageworker.envelope.Envelope}; nothing here knows times' origin or uppers.
 */
@NullMarked
package dev.mizu.storageworker.envelope;

import org.jspecify.annotations.NullMarked;
