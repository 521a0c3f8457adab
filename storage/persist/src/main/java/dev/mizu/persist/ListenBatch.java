package dev.mizu.persist;

import dev.mizu.persist.update.Updates;

/**
 * A step of a {@link Listen}. Once {@code upper} is returned, all updates with times below it have been given. A large
 * step comes in several batches, of which all but the last have {@code upper == lower}.
 *
 * @param updates times are {@code >= lower}; in no order, not consolidated across batches
 * @param lower the frontier before this batch
 * @param upper the frontier after it; {@link Long#MAX_VALUE} means that the shard is closed
 */
public record ListenBatch(Updates updates, long lower, long upper) {}
