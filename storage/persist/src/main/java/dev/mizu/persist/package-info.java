/**
 * Definite, durable collections of opaque rows. Enter at {@link dev.mizu.persist.PersistClient}: writers append with
 * compare-and-append, readers take a snapshot at a time and listen to what follows, {@link
 * dev.mizu.persist.TableShards} commits to many tables at once. A collection can be read at t when since &lt;= t &lt;
 * upper. Never put here what the bytes of a row mean.
 */
@NullMarked
package dev.mizu.persist;

import org.jspecify.annotations.NullMarked;
