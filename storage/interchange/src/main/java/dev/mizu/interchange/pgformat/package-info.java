/**
 * PostgreSQL's two encodings of values: text ({@link dev.mizu.interchange.pgformat.TextFormat}) and binary
 * ({@link dev.mizu.interchange.pgformat.BinaryFormat}), written straight into a
 * {@link dev.mizu.interchange.pgformat.WireBuffer}. What the text of a value is belongs to {@code dev.mizu.repr.text};
 * here stand only bytes.
 */
@NullMarked
package dev.mizu.interchange.pgformat;

import org.jspecify.annotations.NullMarked;
