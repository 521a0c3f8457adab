/**
 * The shards of an ingestion, and in them the binding of upstream positions to times. A step moves data and progress
 * in one atomic append, so all uppers are equal and a restart goes on exactly where the last step ended.
 */
@NullMarked
package dev.mizu.storageworker.reclock;

import org.jspecify.annotations.NullMarked;
