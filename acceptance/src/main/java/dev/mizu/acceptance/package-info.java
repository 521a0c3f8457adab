/**
 * What a whole region must do, seen from outside: SQL corpora in {@code slt}, PostgreSQL and Kafka as neighbours and
 * judges, random queries compared in {@code compare}, a region that may be killed in {@code region}. Nothing here knows
 * how a region works inside.
 */
@NullMarked
package dev.mizu.acceptance;

import org.jspecify.annotations.NullMarked;
