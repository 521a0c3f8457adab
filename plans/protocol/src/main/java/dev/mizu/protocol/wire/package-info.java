/**
 * What brain and replica say to each other as bytes, for a replica that is a process of its own. The wire, version 1:
 *
 * <p>A connection carries frames: a length (4 bytes, big endian, of what follows) and a body. First the {@link
 * dev.mizu.protocol.wire.Handshake}: the brain says the version and its epoch, each side proves that it knows the
 * replica's secret without saying it. Then every body is one {@link dev.mizu.protocol.wire.Message}: a byte for its
 * kind and its fields; whole numbers big endian, texts UTF-8 behind a 4-byte length, lists behind their count, rows in
 * the rows codec behind their arity, plans as versioned JSON. What a replica stores through the brain are calls and
 * answers joined by a number.
 */
@NullMarked
package dev.mizu.protocol.wire;

import org.jspecify.annotations.NullMarked;
