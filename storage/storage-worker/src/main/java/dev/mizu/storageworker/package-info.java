/** Ingestion loops: reclocking and envelopes. */
@NullMarked
package dev.mizu.storageworker;

import org.jspecify.annotations.NullMarked;
