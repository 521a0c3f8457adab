/**
 * A replica's compute: {@link dev.mizu.computeworker.ComputeWorker} takes commands, renders dataflows on the kernel,
 * feeds them from shards, answers peeks, writes materialized views back, sends subscribes. One loop owns everything;
 * threads that wait for shards ({@code shard}) meet it only in its inbox.
 */
@NullMarked
package dev.mizu.computeworker;

import org.jspecify.annotations.NullMarked;
