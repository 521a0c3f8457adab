/**
 * Plans as JSON, version 1, for replicas in other processes. Every node is an object with its record's name in {@code
 * "@"} and its components under their names; what is empty or false may be left out. Functions cross by id. Types are
 * objects of name and nullability. Rows are the bytes of {@code RowCodec} in base 64. A dataflow carries {@code
 * "version"}; another version, or anything else than what the same version wrote, fails a check: the two ends of a
 * connection agree on their versions before they speak of plans.
 */
@NullMarked
package dev.mizu.computeplan.codec;

import org.jspecify.annotations.NullMarked;
