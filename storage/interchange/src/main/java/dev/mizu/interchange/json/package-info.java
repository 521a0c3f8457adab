/**
 * Values as JSON, the way the HTTP door shows them: {@link dev.mizu.interchange.json.JsonValues}. The JSON type itself
 * lives in {@code dev.mizu.repr}; envelopes around values belong to their door.
 */
@NullMarked
package dev.mizu.interchange.json;

import org.jspecify.annotations.NullMarked;
