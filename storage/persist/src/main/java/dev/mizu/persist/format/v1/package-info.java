/**
 * Version 1 of everything persist stores. Integers named "fixed" are big-endian; "varint" is unsigned LEB128 of up to
 * ten bytes; "text" is a varint length and that many bytes of UTF-8; CRC is CRC-32C, fixed 32 bits.
 *
 * <h2>Updates</h2>
 * <pre>
 * updates := varint n, flags u8, times, diffs, lengths, row bytes one after the other
 * times   := varint least time, then, unless flag 1 (all times equal), n varints time - least time
 * diffs   := nothing when flag 2 (all diffs are 1), else n zigzag varints
 * lengths := when flag 4 (all rows equally long) one varint, else n varints
 * </pre>
 *
 * <h2>Record in consensus: key = shard id, value at sequence number s</h2>
 * <pre>
 * record  := u8 1 (version), CRC of (text shard, fixed64 s, body), body
 * body    := fixed64 writer, fixed64 count (together the idempotency token), u8 has rollup, [rollup],
 *            varint number of changes, changes
 * rollup  := the state at s - 1: see state
 * change  := u8 kind, then
 *            1 append:     varint new upper, runs
 *            2 compact:    varint first id, varint last id, runs
 *            3 since:      varint since
 *            4 critical:   text name, fixed64 token, varint since
 *            5 lease:      text reader, varint since, varint expiry in epoch milliseconds
 *            6 drop lease: text reader
 *            7 tombstone
 * runs    := varint n, n times (varint number of parts, parts)
 * part    := u8 0, varint length, updates
 *          | u8 1, text key, varint count, varint bytes, varint footer bytes, varint stored max time, varint floor
 * state   := varint since, varint upper, u8 finalized, varint number of batches, batches,
 *            varint number of criticals, (text name, fixed64 token, varint since)*,
 *            varint number of leases, (text reader, varint since, varint expiry)*
 * batch   := varint id, varint lower, varint upper, runs
 * </pre>
 * A state is read back from the newest record with a rollup and the records from there on; older ones may be gone.
 *
 * <h2>Part blob: key = shard id / writer - number</h2>
 * <pre>
 * blob    := blocks, footer
 * block   := zstd frame of updates
 * footer  := body, CRC of (text key, body), fixed32 length of body, "MZPART01"
 * body    := text shard, varint number of blocks,
 *            per block (varint offset, varint stored bytes, varint raw bytes, CRC of the stored bytes)
 * </pre>
 * Rows ascend over a whole part; a (row, time) pair occurs once.
 */
@NullMarked
package dev.mizu.persist.format.v1;

import org.jspecify.annotations.NullMarked;
